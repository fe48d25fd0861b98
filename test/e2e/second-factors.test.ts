import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { html, type Pages, type Site, startSite } from '../support/site.ts';
import { codeInput, continueWith } from './steps.ts';

const EMAIL = 'ada@example.com';
const PASSWORD = 'a fine long password';
const NEW = 'another fine long password';
const STEP = 30_000;

interface App {
  secret: string;
  backupCodes: string[];
}

declare const window: {
  Clerk: {
    user: {
      createTOTP(): Promise<App>;
      verifyTOTP(params: { code: string }): Promise<App>;
    };
  };
};

const pages: Pages = ({ pathname }, { publishableKey }) => {
  const script = `<script async crossorigin="anonymous" data-clerk-publishable-key="${publishableKey}"
    data-clerk-proxy-url="/__clerk" data-clerk-sign-in-url="/sign-in" data-clerk-sign-up-url="/sign-up"
    src="/npm/clerk-widgets@1/dist/clerk.js"></script>`;
  if (pathname.startsWith('/sign-in'))
    return html(`<clerk-sign-in routing="path" path="/sign-in"></clerk-sign-in>${script}`);
  if (pathname.startsWith('/sign-up'))
    return html(`<clerk-sign-up routing="path" path="/sign-up"></clerk-sign-up>${script}`);
  return pathname === '/' ? html(`<clerk-user-button></clerk-user-button>${script}`) : undefined;
};

describe('the second step through the elements', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let secret = '';
  let backupCodes: string[] = [];
  let password = PASSWORD;
  let ahead = 0;

  const advance = (ms: number): void => {
    ahead += ms;
    site.advance(ms);
  };
  /** What the app shows now; the steps before it are used up. */
  const totp = (): string => {
    advance(2 * STEP);
    return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + ahead });
  };
  const signedIn = async (): Promise<void> => {
    await page.waitForURL(`${site.origin}/`);
    await page.locator('.cl-userButtonTrigger').waitFor();
  };
  /** A new browser at the sign-in page, past the pause between two mails. */
  const openSignIn = async (): Promise<void> => {
    await page.context().close();
    advance(60_000);
    page = await (await browser.newContext()).newPage();
    await page.goto(`${site.origin}/sign-in`);
    await page.locator('input[name=identifier]').fill(EMAIL);
  };
  const typePassword = async (): Promise<void> => {
    await page.locator('input[name=password]').fill(password);
    await continueWith(page);
    await page.waitForURL('**/sign-in/factor-two');
  };

  before(async () => {
    [site, browser] = await Promise.all([startSite(pages, { secondFactors: { totp: true } }), launchBrowser()]);
    page = await (await browser.newContext()).newPage();
    await page.goto(`${site.origin}/sign-up`);
    await page.locator('input[name=emailAddress]').fill(EMAIL);
    await page.locator('input[name=password]').fill(PASSWORD);
    await continueWith(page);
    await codeInput(page).waitFor();
    await codeInput(page).fill(await site.lastCode(EMAIL));
    await signedIn();
    secret = await page.evaluate(async () => (await window.Clerk.user.createTOTP()).secret);
    const verified = await page.evaluate((code) => window.Clerk.user.verifyTOTP({ code }), totp());
    backupCodes = verified.backupCodes;
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test('asks for the app after the password, is kept by a reload, and lets in with the right value', async () => {
    await openSignIn();
    await typePassword();
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await page.reload();
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    const cookies = await page.context().cookies();
    assert.ok(!cookies.some(({ name }) => name.startsWith('__session')), 'no session before the second factor');
    await codeInput(page).fill('000000');
    await page.getByText('That code does not match').waitFor();
    await codeInput(page).fill(totp());
    await signedIn();
  });

  test('goes back to the password with the browser, and forward again', async () => {
    await openSignIn();
    await typePassword();
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await page.goBack();
    await page.locator('input[name=identifier]').waitFor();
    assert.equal(await page.locator('input[name=identifier]').inputValue(), EMAIL);
    await page.goForward();
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await codeInput(page).fill(totp());
    await signedIn();
  });

  test('takes a backup code by another method, once', async () => {
    const code = backupCodes[0] as string;
    for (const isFirst of [true, false]) {
      await openSignIn();
      await typePassword();
      await page.getByRole('button', { name: 'Use another method' }).click();
      await page.getByRole('button', { name: 'Use a backup code' }).click();
      await page.getByLabel('Backup code').fill(`${code.slice(0, 4)} ${code.slice(4).toUpperCase()}`);
      await continueWith(page);
      if (isFirst) await signedIn();
      else await page.getByText('That code does not match').waitFor();
    }
  });

  test('follows a mailed code, too', async () => {
    await openSignIn();
    await continueWith(page);
    await page.waitForURL('**/sign-in/factor-one');
    await page.getByRole('button', { name: 'Use another method' }).click();
    await page.getByRole('button', { name: /^Email code to/ }).click();
    await codeInput(page).fill(await site.lastCode(EMAIL));
    await page.waitForURL('**/sign-in/factor-two');
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await codeInput(page).fill(totp());
    await signedIn();
  });

  test('comes after a forgotten password was reset, each step kept by a reload', async () => {
    await openSignIn();
    await continueWith(page);
    await page.getByRole('button', { name: 'Forgot password?' }).click();
    await page.getByRole('heading', { name: 'Reset your password' }).waitFor();
    await codeInput(page).fill(await site.lastCode(EMAIL));
    await page.waitForURL('**/sign-in/reset-password');
    await page.locator('input[autocomplete=new-password]').waitFor();
    await page.reload();
    await page.locator('input[autocomplete=new-password]').fill(NEW);
    await page.getByRole('button', { name: 'Reset password' }).click();
    await page.waitForURL('**/sign-in/factor-two');
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await codeInput(page).fill(totp());
    await signedIn();
    password = NEW;
    await openSignIn();
    await typePassword();
  });
});
