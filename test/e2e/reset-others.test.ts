import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type OpenIdProvider, startOpenIdProvider } from '../support/openid-provider.ts';
import { type Site, startSite } from '../support/site.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { continueWith, enterCode, signedIn, signUp } from './steps.ts';

const ADA = { emailAddress: 'ada@example.com', password: 'a fine long password' };
const MALLORY = 'mallory@evil.example';
const NEW = 'another fine long password';
const CLIENT = { clientId: 'app', clientSecret: 'secret' };

describe('a password reset of an account that an intruder has been in', () => {
  let idp: OpenIdProvider;
  let site: Site;
  let browser: Browser;
  /** The browser of the intruder, then that of the owner. */
  let intruder: Page;
  let page: Page;

  before(async () => {
    const redirectUris: string[] = [];
    const accounts = [{ sub: 'mallory', email: MALLORY, email_verified: true }];
    idp = await startOpenIdProvider({ ...CLIENT, redirectUris, accounts });
    const oauth = [{ provider: 'custom', slug: 'loop', name: 'Loop', issuer: idp.issuer, ...CLIENT } as const];
    const pages = authPages({
      others: (pathname) =>
        pathname.startsWith('/user')
          ? '<clerk-user-profile routing="path" path="/user"></clerk-user-profile>'
          : undefined,
    });
    [site, browser] = await Promise.all([
      startSite(pages, { oauth, passkeys: { enabled: true, autofill: false } }),
      launchBrowser(),
    ]);
    redirectUris.push(`${site.origin}/v1/oauth_callback/loop`);
    intruder = await (await browser.newContext()).newPage();
    page = await (await browser.newContext()).newPage();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
    await idp?.close();
  });

  /** Types a wrong password, and asks for a code instead. */
  const forget = async (emailAddress: string): Promise<void> => {
    await page.locator('input[name=identifier]').fill(emailAddress);
    await page.locator('input[name=password]').fill('not my password');
    await continueWith(page);
    // The form takes no press while it waits for an answer.
    await page.locator('.cl-formFieldErrorText__password').waitFor();
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await page.getByRole('heading', { name: 'Reset your password' }).waitFor();
  };
  const section = () => page.locator('.cl-profileSection__suspendedMethods');
  const row = (text: string) => section().locator('li', { hasText: text });

  test('an intruder adds a passkey, an account at a provider and an address', async () => {
    await addVirtualAuthenticator(intruder);
    await intruder.goto(`${site.origin}/sign-up`);
    await signUp(intruder, site, ADA);
    await signedIn(intruder, site.origin);
    await intruder.goto(`${site.origin}/user/security`);
    await intruder.getByRole('button', { name: 'Add a passkey' }).click();
    await intruder.locator('.cl-profileSectionItem__passkeys', { hasText: / on / }).waitFor();
    await intruder.goto(`${site.origin}/user`);
    await intruder.getByRole('button', { name: 'Connect account' }).click();
    await intruder.getByRole('button', { name: 'Loop', exact: true }).click();
    await intruder.waitForURL(`${idp.issuer}/interaction/**`);
    await intruder.getByLabel('Account').fill('mallory');
    await intruder.getByRole('button', { name: 'Sign in' }).click();
    await intruder.locator('.cl-profileSection__connectedAccounts', { hasText: MALLORY }).waitFor();
    await intruder.getByRole('button', { name: 'Add email address' }).click();
    await intruder.locator('input[name=emailAddress]').fill(MALLORY);
    await continueWith(intruder);
    await enterCode(intruder, site, MALLORY);
    await intruder.locator('.cl-profileSection__emailAddresses', { hasText: MALLORY }).waitFor();
  });

  test('after the reset the owner sees what was switched off, before anything else', async () => {
    site.advance(60_000);
    await page.goto(`${site.origin}/sign-in`);
    await forget(ADA.emailAddress);
    await enterCode(page, site, ADA.emailAddress);
    await page.locator('input[autocomplete=new-password]').fill(NEW);
    await page.getByRole('button', { name: 'Reset password' }).click();
    await page.waitForURL('**/sign-in/reset-password-success');
    const list = page.locator('.cl-suspendedList li');
    await list.first().waitFor();
    const shown = (await list.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ')).toSorted();
    assert.equal(shown.length, 3, shown.join());
    assert.ok(
      shown.every((text) => /Added: .+ · (Headless)?Chrom\w+.* on /.test(text)),
      shown.join(),
    );
    await page
      .locator('.cl-liveRegion', { hasText: 'We switched off other sign-in methods' })
      .waitFor({ state: 'attached' });
    await page.locator('.cl-formButtonPrimary:focus').waitFor();
    await page.goBack();
    await page.waitForURL('**/sign-in/reset-password-success');
  });

  test('the owner reaches the security page with the keyboard, and removes and confirms there', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${site.origin}/user/security`);
    await row('Loop').waitFor();
    assert.equal(await section().locator('li').count(), 3);
    await row(`Email address`)
      .getByRole('button', { name: /^Remove/ })
      .click();
    await page.locator('.cl-actionCard .cl-formButtonPrimary').click();
    await row('Email address').waitFor({ state: 'detached' });
    await row('Loop')
      .getByRole('button', { name: /^Remove/ })
      .click();
    await page.locator('.cl-actionCard .cl-formButtonPrimary').click();
    await row('Loop').waitFor({ state: 'detached' });
    await row('Passkey')
      .getByRole('button', { name: /^Confirm/ })
      .click();
    await section().waitFor({ state: 'detached' });
    await page.locator('.cl-profileSection h2:focus').waitFor();
    await page.reload();
    await page.locator('.cl-profileSectionItem__passkeys').waitFor();
    assert.equal(await section().count(), 0);
  });

  test('a reset that switches nothing off leads on at once', async () => {
    const other = { emailAddress: 'bo@example.com', password: ADA.password };
    const context = await browser.newContext();
    page = await context.newPage();
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, other);
    await signedIn(page, site.origin);
    await context.clearCookies();
    site.advance(60_000);
    await page.goto(`${site.origin}/sign-in`);
    await forget(other.emailAddress);
    await enterCode(page, site, other.emailAddress);
    await page.locator('input[autocomplete=new-password]').fill(NEW);
    await page.getByRole('button', { name: 'Reset password' }).click();
    await signedIn(page, site.origin);
  });
});
