import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  EMAIL,
  type EnrolledMethods,
  enrolEverySignInMethod,
  NEXT_VALUE,
  OWN_PHONE,
  signInAtProvider,
  TEST_CODE,
  withEverySignInMethod,
} from '../support/every-sign-in-method.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Site, startSite } from '../support/site.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { codeInput, continueWith, signedIn } from './steps.ts';

const HOUR = 3_600_000;
const PASSWORD = 'a fine long password';
/** Parts that a step can show. */
const PARTS = {
  'factor-one': ['password', 'passkey', 'emailCode', 'emailLink', 'phoneCode', 'wallet'],
  'factor-two': ['totp2Fa', 'phoneCode2Fa', 'backupCode'],
} as const;

declare const window: { Clerk: { session: { id: string } | null } };

const pages = authPages({ others: (pathname) => (pathname === '/plain' ? '' : undefined) });

/**
 * A user with every sign-in method takes each second factor after each first one, and reloads the page at every step. The
 * steps before the second factor are the same for each of them, so the page is reloaded there once.
 */
describe('every second factor after every first factor', () => {
  let idp: OpenIdProvider;
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let ada: EnrolledMethods;
  let password = PASSWORD;
  let ahead = 0;
  /** The page has been reloaded at the steps of this first factor. */
  let knowsFirst = false;

  before(async () => {
    const redirectUris: string[] = [];
    idp = await startOpenIdProvider({
      clientId: 'app',
      clientSecret: 'secret',
      redirectUris,
      accounts: [{ sub: 'ada', email: 'ada@work.example', email_verified: true }],
    });
    // A reset by email would disable the number that the next code goes to.
    const config = { ...withEverySignInMethod(idp.issuer), password: { resetOtherMethods: 'keep' } } as const;
    [site, browser] = await Promise.all([startSite(pages, config), launchBrowser()]);
    redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
    context = await browser.newContext({ locale: 'en-US' });
    await context.addInitScript(await testWalletScript({ privateKey: '5'.repeat(64) }));
    // With a second wallet the page has to ask which one to use.
    await context.addInitScript(
      await testWalletScript({ privateKey: '5'.repeat(64), name: 'Rabby', rdns: 'io.rabby' }),
    );
    page = await context.newPage();
    await addVirtualAuthenticator(page);
    ada = await enrolEverySignInMethod(page, { site, idp, password });
    ahead = NEXT_VALUE;
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await idp?.close();
  });

  /** Returns what the browser has: it tells the test of a new address later than the page shows the step. */
  const step = (): Promise<string> => page.evaluate(() => location.pathname.replace('/sign-in', ''));
  const part = (name: string) => page.locator(`.cl-signIn-${name}`);

  /** Continues with a method of a step, whichever method the step shows first. */
  async function choose(at: keyof typeof PARTS, name: string, strategy: string): Promise<void> {
    await page.waitForURL(`**/sign-in/${at}`);
    await page.locator(PARTS[at].map((each) => `.cl-signIn-${each}`).join()).waitFor();
    if (await part(name).isVisible()) return;
    await page.locator('.cl-footerActionLink__alternativeMethods').click();
    await page.locator(`.cl-alternativeMethodsBlockButton__${strategy}`).click();
    await part(name).waitFor();
  }

  /** Reloads the page and checks that the step and what it shows are the same. */
  async function reload(name: string, again = () => part(name).waitFor()): Promise<void> {
    // A request that the page has not finished is lost when it reloads.
    await page.waitForFunction(() => !document.querySelector('clerk-sign-in')?.form.pending);
    const before = await step();
    if (knowsFirst && before !== '/factor-two') return;
    await page.reload();
    await again();
    assert.equal(await step(), before);
  }

  async function identify(): Promise<void> {
    await page.locator('input[name=identifier]').fill(EMAIL);
    await continueWith(page);
  }

  async function identifyByPhone(): Promise<void> {
    await page.getByRole('link', { name: 'Use phone' }).click();
    await page.locator('input[name=identifier][type=tel]').pressSequentially(OWN_PHONE.slice(2));
    await continueWith(page);
  }

  /** Opens the newest link, in this browser or on another device by its number. */
  async function confirmLink(where: 'here' | 'another browser'): Promise<void> {
    await choose('factor-one', 'emailLink', 'email_link');
    const number = page.locator('.cl-linkMatchNumber');
    const shown = await number.innerText();
    await reload('emailLink');
    assert.equal(await number.innerText(), shown);
    const answer = await fetch(`${site.origin}/__dev/messages?to=${encodeURIComponent(EMAIL)}`);
    const messages = (await answer.json()) as { url?: string }[];
    const tab = await (where === 'here' ? context : await browser.newContext()).newPage();
    await tab.goto(messages.find(({ url }) => url)?.url ?? '');
    await tab.getByRole('button', { name: where === 'here' ? 'Sign in' : shown, exact: true }).click();
    await page.waitForURL('**/factor-two');
    await (where === 'here' ? tab.close() : tab.context().close());
  }

  /** @param says where the code went */
  async function reset(says: RegExp): Promise<void> {
    await choose('factor-one', 'password', 'password');
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await part('resetPassword').waitFor();
    await reload('resetPassword');
    assert.match(await page.locator('.cl-headerSubtitle').innerText(), says);
    await codeInput(page).fill(TEST_CODE);
    await page.waitForURL('**/sign-in/reset-password');
    await page.locator('input[autocomplete=new-password]').waitFor();
    await reload('resetPassword');
    password = `a fine long password at ${ahead}`;
    await page.locator('input[autocomplete=new-password]').fill(password);
    await page.getByRole('button', { name: 'Reset password' }).click();
  }

  /** OAuth comes first, because the provider's clock is not the one that the test moves. */
  const FIRST: Record<string, () => Promise<void>> = {
    async oauth() {
      await context.clearCookies({ domain: '127.0.0.1' });
      await page.locator('.cl-socialButtonsBlockButton__custom_loop').click();
      await signInAtProvider(page, idp);
    },
    async password() {
      await identify();
      await choose('factor-one', 'password', 'password');
      await reload('password', () => choose('factor-one', 'password', 'password'));
      await page.locator('input[name=password]').fill(password);
      await continueWith(page);
    },
    async email_code() {
      await identify();
      await choose('factor-one', 'emailCode', 'email_code');
      await reload('emailCode');
      await codeInput(page).fill(TEST_CODE);
    },
    async 'email_link in the same browser'() {
      await identify();
      await confirmLink('here');
    },
    async 'email_link on another device'() {
      await identify();
      await confirmLink('another browser');
    },
    async phone_code() {
      await identifyByPhone();
      await choose('factor-one', 'phoneCode', 'phone_code');
      await reload('phoneCode');
      await codeInput(page).fill(TEST_CODE);
    },
    async passkey() {
      await identify();
      await choose('factor-one', 'passkey', 'passkey');
      await reload('passkey');
      await continueWith(page);
    },
    async wallet() {
      await page.locator('.cl-socialButtonsBlockButton__wallet').click();
      await page.waitForURL('**/sign-in/choose-wallet');
      await reload('chooseWallet');
      await page.getByRole('button', { name: 'MetaMask' }).click();
    },
    async reset_password_email_code() {
      await identify();
      await reset(/sent you\.$/);
    },
    async reset_password_phone_code() {
      await identifyByPhone();
      await reset(/text message/);
    },
  };

  const SECOND: Record<string, () => Promise<void>> = {
    async totp() {
      await choose('factor-two', 'totp2Fa', 'totp');
      await reload('totp2Fa', () => choose('factor-two', 'totp2Fa', 'totp'));
      await withoutSession();
      await codeInput(page).fill(ada.totp(ahead));
    },
    async phone_code() {
      await choose('factor-two', 'phoneCode2Fa', 'phone_code');
      await reload('phoneCode2Fa');
      await withoutSession();
      await codeInput(page).fill(TEST_CODE);
    },
    async backup_code() {
      await choose('factor-two', 'backupCode', 'backup_code');
      await reload('backupCode', () => choose('factor-two', 'backupCode', 'backup_code'));
      await withoutSession();
      await page.locator('input[name=code]').fill(ada.backupCodes.pop() ?? '');
      await continueWith(page);
    },
  };

  async function cookie(name: string): Promise<string | undefined> {
    const cookies = await context.cookies(site.origin);
    return cookies.find((each) => each.name === name || each.name.startsWith(`${name}_`))?.value;
  }

  async function withoutSession(): Promise<void> {
    assert.equal(await step(), '/factor-two');
    assert.equal(await page.evaluate(() => window.Clerk.session), null);
    assert.deepEqual([await cookie('__session'), (await cookie('__client_uat')) ?? '0'], [undefined, '0']);
  }

  for (const [first, prove] of Object.entries(FIRST)) {
    for (const [index, [second, proveAgain]] of Object.entries(SECOND).entries()) {
      test(`a user signs in with ${second} after ${first}`, async () => {
        const pause = first === 'oauth' ? NEXT_VALUE : HOUR;
        site.advance(pause);
        ahead += pause;
        await page.evaluate(() => fetch('/__clerk/v1/client?_method=DELETE', { method: 'POST' }));
        await page.goto(`${site.origin}/sign-in`);
        await page.locator('input[name=identifier]').waitFor();
        knowsFirst = index > 0;
        await prove();
        await proveAgain();
        await signedIn(page, site.origin);
        assert.match((await page.evaluate(() => window.Clerk.session?.id)) ?? '', /^sess_/);
        assert.ok(await cookie('__session'));
      });
    }
  }
});
