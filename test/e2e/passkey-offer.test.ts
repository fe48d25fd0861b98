import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright';
import type { ConfigInput } from '../../src/server/config/config.ts';
import { authPages } from '../support/auth-pages.ts';
import { collectErrors, launchBrowser, withoutLateTokens } from '../support/browser.ts';
import { type Pages, type Site, startSite } from '../support/site.ts';
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { continueWith, leaving, signedIn, signUp } from './steps.ts';

const PASSWORD = 'a fine long password';
const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html";
const NOTE = '.cl-passkeyOffer';
const PROFILE = '<clerk-user-profile routing="path" path="/user"></clerk-user-profile>';

declare const window: { Clerk: { signOut(): Promise<void>; user: { id: string } | null } };

describe('the offer of a passkey after a sign-in with a password', () => {
  const passkeys = { enabled: true, autofill: false };
  let site: Site;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let authenticator: VirtualAuthenticator;
  let errors: string[] = [];

  before(async () => {
    [site, browser] = await Promise.all([startSite(pages(), { passkeys }), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  afterEach(async () => {
    await context?.close();
    assert.deepEqual(withoutLateTokens(errors), []);
  });

  /** The pages allow no inline style or script. */
  function pages(): Pages {
    const plain = authPages({ others: (pathname) => (pathname.startsWith('/user') ? PROFILE : undefined) });
    return async (url, config) => {
      const response = await plain(url, config);
      response?.headers.set('content-security-policy', POLICY);
      return response;
    };
  }

  /** Creates an account in a new browser, signs out, and signs in again with the password. */
  async function comeBack(emailAddress: string, on = site, hasAuthenticator = true, signsIn = true): Promise<void> {
    context = await browser.newContext();
    page = await context.newPage();
    errors = collectErrors(page);
    if (hasAuthenticator) authenticator = await addVirtualAuthenticator(page);
    await page.goto(`${on.origin}/sign-up`);
    await signUp(page, on, { emailAddress, password: PASSWORD });
    await signedIn(page, on.origin);
    assert.equal(await page.locator(NOTE).count(), 0, 'after a sign-up');
    await signOut();
    if (signsIn) await signIn(emailAddress, on);
  }

  async function signOut(): Promise<void> {
    await leaving(page, () => page.evaluate(() => void window.Clerk.signOut()));
  }

  async function signIn(emailAddress: string, on = site): Promise<void> {
    await page.goto(`${on.origin}/sign-in`);
    await fillIn(emailAddress);
    await signedIn(page, on.origin);
  }

  async function fillIn(emailAddress: string): Promise<void> {
    await page.locator('input[name=identifier]').fill(emailAddress);
    await page.locator('input[name=password]').fill(PASSWORD);
    await continueWith(page);
  }

  /** Waits until the page has decided that the user need not be asked, and returns whether it asks all the same. */
  async function isAsked(): Promise<boolean> {
    await page.waitForFunction(() => window.Clerk?.user && !sessionStorage.getItem('__clerk_offer'));
    return (await page.locator(NOTE).count()) > 0;
  }

  test('the page after the sign-in offers a passkey, which then signs in, and is listed in the profile', async () => {
    await comeBack('ada@example.com');
    const note = page.getByRole('region', { name: 'Sign in without a password next time' });
    await note.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true, 'the focus stays');
    await note.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('heading', { name: 'Passkey added' }).waitFor();
    assert.equal(await authenticator.count(), 1);
    await page.locator(NOTE).waitFor({ state: 'detached' });
    await page.goto(`${site.origin}/user/security`);
    await page.locator('.cl-profileSectionItem__passkeys', { hasText: / on / }).waitFor();
    await signOut();
    await page.goto(`${site.origin}/sign-in`);
    await page.getByRole('button', { name: 'Use passkey instead' }).click();
    await signedIn(page, site.origin);
    assert.equal(await isAsked(), false, 'after a sign-in with a passkey');
  });

  test('the keyboard reaches the offer at the end of the page, and Escape closes it for good', async () => {
    await comeBack('bo@example.com');
    await page.locator(NOTE).waitFor();
    await page.keyboard.press('Shift+Tab');
    await focused('Not now');
    await page.keyboard.press('Shift+Tab');
    await focused('Add a passkey');
    await page.keyboard.press('Escape');
    await page.locator(NOTE).waitFor({ state: 'detached' });
    await page.reload();
    assert.equal(await isAsked(), false, 'after a reload');
    await signOut();
    await signIn('bo@example.com');
    assert.equal(await isAsked(), false, 'after the next sign-in');
  });

  test('a passkey that the browser did not create leaves the offer, with the reason', async () => {
    await comeBack('cy@example.com');
    await authenticator.setVerified(false);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.locator(NOTE).getByRole('alert').waitFor();
    await authenticator.setVerified(true);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByRole('heading', { name: 'Passkey added' }).waitFor();
  });

  test('the offer follows a user who is led on before it could be seen', async () => {
    await comeBack('di@example.com');
    await page.goto(`${site.origin}/user`);
    await page.locator(NOTE).waitFor();
  });

  test('a page that stays after the sign-in offers a passkey as well', async () => {
    await comeBack('gil@example.com', site, true, false);
    await page.goto(`${site.origin}/sign-in`);
    await page.evaluate(() => addEventListener('clerk-complete', (event) => event.preventDefault()));
    await fillIn('gil@example.com');
    await page.locator(NOTE).waitFor();
    assert.ok(page.url().startsWith(`${site.origin}/sign-in`), page.url());
  });

  test('a browser that cannot keep passkeys is not asked', async () => {
    await comeBack('ed@example.com', site, false);
    assert.equal(await isAsked(), false);
  });

  for (const [name, config] of Object.entries({
    'where the instance has no passkeys': {},
    'where the instance has turned it off': { passkeys: { ...passkeys, offerAfterSignIn: false } },
  } satisfies Record<string, Partial<ConfigInput>>)) {
    test(`nobody is offered a passkey ${name}`, async () => {
      const other = await startSite(pages(), config);
      try {
        await comeBack('fay@example.com', other);
        assert.equal(await isAsked(), false);
      } finally {
        await context.close();
        await other.close();
      }
    });
  }

  async function focused(name: string): Promise<void> {
    await page.getByRole('button', { name, exact: true }).and(page.locator(':focus')).waitFor();
  }
});
