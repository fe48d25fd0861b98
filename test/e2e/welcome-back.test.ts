import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { ClientResource } from '../../src/client/resources/types/client.ts';
import type { UserResource } from '../../src/client/resources/types/user.ts';
import type { ClerkInstance } from '../../src/client/types.ts';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  METAMASK,
  OWN_PHONE,
  PROVIDER,
  signInAtProvider,
  SUBJECT,
  TEST_CODE,
  withEverySignInMethod,
} from '../support/every-sign-in-method.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Site, startSite } from '../support/site.ts';
import type { TestWallet } from '../support/test-wallet.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { codeInput, codeSent, continueWith, signedIn, signUpBefore, userButton } from './steps.ts';

const ADA = 'ada+clerk_test@example.com';
const BO = 'bo@example.com';
const CAI = 'cai@example.com';
const PASSWORD = 'a fine long password';

/** `window` of a page with the package's own script. */
interface Headless {
  Clerk: {
    load(): Promise<void>;
    user: UserResource;
    client: ClientResource;
    setActive: ClerkInstance['setActive'];
    signOut: ClerkInstance['signOut'];
  };
  testWallet: TestWallet;
}
declare const window: Headless;

const pages = authPages({ others: (pathname) => (pathname.startsWith('/plain') ? '' : undefined) });
const title = (page: Page): Promise<string> => page.locator('.cl-headerTitle').innerText();
const kept = (page: Page): Promise<{ identifier: string; strategy?: string }[]> =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => key.startsWith('__clerk_accounts_'))
      .flatMap(([, value]) => JSON.parse(value) as []),
  );

/** Waits until the browser keeps the newest account with its method: it does so after the page is shown. */
async function keeps(page: Page, strategy: string, identifier = ADA): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const [key = ''] = Object.keys(localStorage).filter((each) => each.startsWith('__clerk_accounts_'));
      const newest = JSON.parse(localStorage.getItem(key) ?? '[]')[0];
      return newest?.strategy === wanted.strategy && newest.identifier === wanted.identifier;
    },
    { strategy, identifier },
  );
}

async function openPlain(page: Page, { origin }: Site): Promise<void> {
  await page.goto(`${origin}/plain`);
  await page.waitForFunction(() => 'Clerk' in globalThis);
  await page.evaluate(() => window.Clerk.load());
}

/** Ends the session without a word, as when it expires, and opens the sign-in page. */
async function comeBack(page: Page, { origin }: Site): Promise<void> {
  await page.goto('about:blank');
  await page.context().clearCookies();
  await page.goto(`${origin}/sign-in`);
  await page.locator('.cl-headerTitle').waitFor();
}

describe('an account that comes back', () => {
  let idp: OpenIdProvider;
  let site: Site;
  let browser: Browser;
  let page: Page;

  before(async () => {
    const redirectUris: string[] = [];
    idp = await startOpenIdProvider({
      clientId: 'app',
      clientSecret: 'secret',
      redirectUris,
      accounts: [{ sub: SUBJECT, email: 'ada@work.example', email_verified: true }],
    });
    const { secondFactors: _, emailLink: __, ...methods } = withEverySignInMethod(idp.issuer);
    [site, browser] = await Promise.all([startSite(pages, { ...methods, welcomeBack: true }), launchBrowser()]);
    redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
    const context = await browser.newContext({ locale: 'en-US' });
    await context.addInitScript(await testWalletScript({ privateKey: '5'.repeat(64) }));
    page = await context.newPage();
    await addVirtualAuthenticator(page);
    await openPlain(page, site);
    const plan = { email: ADA, password: PASSWORD, phone: OWN_PHONE, code: TEST_CODE, wallet: METAMASK };
    await page.goto(await page.evaluate(enrol, { ...plan, provider: PROVIDER }));
    await signInAtProvider(page, idp);
    await page.waitForURL(`${site.origin}/plain`);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await idp?.close();
  });

  /** Signs in by a method of the ordinary screen, which the user reaches by "Use another account". */
  async function signInBy(strategy: string, start: () => Promise<void>): Promise<void> {
    await comeBack(page, site);
    const other = page.getByRole('button', { name: 'Use another account' });
    if (await other.isVisible()) await other.click();
    await page.locator('input[name=identifier]').waitFor();
    await start();
    await signedIn(page, site.origin);
    await keeps(page, strategy);
  }
  const press = (label: string) => page.getByRole('button', { name: label, exact: true }).click();
  const typeCode = async (): Promise<void> => {
    await codeSent(page);
    await codeInput(page).fill(TEST_CODE);
  };

  /** Signs in through the API, which is faster than the form. */
  async function signInByCode(strategy: 'email_code' | 'phone_code', identifier: string): Promise<void> {
    await page.goto('about:blank');
    await page.context().clearCookies();
    await openPlain(page, site);
    await page.evaluate(
      async ([name, who, code]) => {
        const begun = await window.Clerk.client.signIn.create({ identifier: who });
        const factor = begun.supportedFirstFactors?.find((each) => each.strategy === name) as never;
        await begun.prepareFirstFactor(factor);
        const { createdSessionId } = await begun.attemptFirstFactor({ strategy: name, code });
        await window.Clerk.setActive({ session: createdSessionId });
      },
      [strategy, identifier, TEST_CODE] as const,
    );
    await keeps(page, strategy);
  }

  test('continues with a password: one press leads to it', async () => {
    await signInBy('password', async () => {
      await page.locator('input[name=identifier]').fill(ADA);
      await page.locator('input[name=password]').fill(PASSWORD);
      await continueWith(page);
    });
    await comeBack(page, site);
    assert.equal(await title(page), 'Welcome back');
    await press('Continue with password');
    await page.locator('.cl-signIn-password input[name=password]').fill(PASSWORD);
    await continueWith(page);
    await signedIn(page, site.origin);
  });

  test('continues with a code by email, which one press sends', async () => {
    await signInByCode('email_code', ADA);
    await comeBack(page, site);
    await press('Continue with an email code');
    await typeCode();
    await signedIn(page, site.origin);
  });

  test('continues with a code by text message, which one press sends', async () => {
    site.advance(60_000);
    await signInByCode('phone_code', OWN_PHONE);
    site.advance(60_000);
    await comeBack(page, site);
    await press('Continue with a text message');
    await typeCode();
    await signedIn(page, site.origin);
  });

  test('continues with a passkey by one press', async () => {
    await signInBy('passkey', () => page.getByRole('button', { name: 'Use passkey instead' }).click());
    await comeBack(page, site);
    await press('Continue with a passkey');
    await signedIn(page, site.origin);
  });

  test('continues at a provider by one press', async () => {
    await signInBy(PROVIDER, async () => {
      await page.locator('.cl-socialButtonsBlockButton__custom_loop').click();
      await signInAtProvider(page, idp);
    });
    await comeBack(page, site);
    await press('Continue with Loop');
    await signInAtProvider(page, idp);
    await signedIn(page, site.origin);
  });

  test('continues with a wallet by one press', async () => {
    await signInBy(METAMASK, () => page.locator('.cl-socialButtonsBlockButton__wallet').click());
    await comeBack(page, site);
    await press('Continue with a wallet');
    await signedIn(page, site.origin);
  });
});

describe('accounts on a device that greets them', () => {
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    [site, browser] = await Promise.all([startSite(pages, { welcomeBack: true }), launchBrowser()]);
    const elsewhere = await browser.newContext();
    for (const emailAddress of [CAI, BO]) {
      await signUpBefore(elsewhere, site, { emailAddress, password: PASSWORD });
    }
    await elsewhere.close();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    await context?.close();
    context = await browser.newContext();
    page = await context.newPage();
  });

  async function signIn(identifier: string): Promise<void> {
    await page.goto(`${site.origin}/sign-in`);
    const other = page.getByRole('button', { name: 'Use another account' });
    await page.locator('input[name=identifier]').or(other).waitFor();
    if (await other.isVisible()) await other.click();
    await page.locator('input[name=identifier]').fill(identifier);
    await page.locator('input[name=password]').fill(PASSWORD);
    await continueWith(page);
    await signedIn(page, site.origin);
    await keeps(page, 'password', identifier);
  }

  test('several accounts are a list, and one that is removed is gone for good', async () => {
    for (const each of [CAI, BO]) {
      await signIn(each);
      await comeBack(page, site);
    }
    const rows = page.locator('.cl-accountSwitcherRow');
    assert.equal(await rows.count(), 2);
    await page.getByRole('button', { name: `Remove ${CAI} from this device` }).click();
    await page.locator('.cl-formButtonPrimary').waitFor();
    await page.reload();
    await page.getByText(BO).waitFor();
    assert.equal(await rows.count(), 0);
    assert.deepEqual(
      (await kept(page)).map(({ identifier }) => identifier),
      [BO],
    );
  });

  test('an account that signs out of a shared device with the wish to be forgotten leaves nothing', async () => {
    await signIn(CAI);
    await page.evaluate(() => void window.Clerk.signOut({ rememberAccounts: false, redirectUrl: '/sign-in' }));
    await page.locator('input[name=identifier]').waitFor();
    assert.deepEqual(await kept(page), []);
  });

  test('an account that was deleted elsewhere is answered as any unknown identifier', async () => {
    const gone = 'gone@example.com';
    const elsewhere = await browser.newContext();
    await signUpBefore(elsewhere, site, { emailAddress: gone, password: PASSWORD });
    await signIn(gone);
    const other = await elsewhere.newPage();
    await openPlain(other, site);
    await other.evaluate(() => window.Clerk.user.delete());
    await elsewhere.close();
    await comeBack(page, site);
    await page.getByRole('button', { name: 'Continue with password' }).click();
    const told = 'There is no account with these details.';
    await page.locator('.cl-alertText > span', { hasText: told }).waitFor();
    await page.getByRole('button', { name: 'Use another account' }).click();
    await page.locator('input[name=identifier]').fill('nobody@example.com');
    await continueWith(page);
    const answer = page.locator('.cl-formFieldErrorText__identifier, .cl-alertText', { hasText: told });
    await answer.first().waitFor();
  });
});

test('a device of an instance that greets nobody keeps no account that is signed in, and no method', async () => {
  const [site, browser] = await Promise.all([startSite(pages), launchBrowser()]);
  const context = await browser.newContext();
  await signUpBefore(context, site, { emailAddress: BO, password: PASSWORD });
  const page = await context.newPage();
  await page.goto(site.origin);
  await userButton(page).waitFor();
  await page.waitForLoadState('networkidle');
  assert.deepEqual(await kept(page), []);
  await page.evaluate(() => void window.Clerk.signOut({ redirectUrl: '/sign-in' }));
  await page.locator('input[name=identifier]').waitFor();
  assert.equal(await title(page), 'Sign in to localhost');
  // What the list of accounts in the menu has kept all along.
  assert.deepEqual(await kept(page), [{ name: BO, identifier: BO, imageUrl: '' }]);
  await browser.close();
  await site.close();
});

interface Plan {
  email: string;
  password: string;
  phone: string;
  code: string;
  wallet: string;
  provider: string;
}

/** Runs in the page. @returns the URL at which the user connects the account of a provider */
async function enrol({ email, password, phone, code, wallet, provider }: Plan): Promise<string> {
  const { Clerk, testWallet } = window;
  const begun = await Clerk.client.signUp.create({ emailAddress: email, password });
  await begun.prepareVerification({ strategy: 'email_code' });
  const { createdSessionId } = await begun.attemptVerification({ strategy: 'email_code', code });
  await Clerk.setActive({ session: createdSessionId });
  const number = await Clerk.user.createPhoneNumber({ phoneNumber: phone });
  await number.prepareVerification();
  await number.attemptVerification({ code });
  await Clerk.user.createPasskey();
  const added = await Clerk.user.createWeb3Wallet({ web3Wallet: testWallet.address });
  const { verification } = await added.prepareVerification({ strategy: wallet });
  await added.attemptVerification({ strategy: wallet, signature: testWallet.sign(verification.message ?? '') });
  const account = await Clerk.user.createExternalAccount({ strategy: provider, redirectUrl: location.href });
  return String(account.verification.externalVerificationRedirectURL);
}
