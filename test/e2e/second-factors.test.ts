import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { codeInput, continueWith, enterCode, signedIn, signUp } from './steps.ts';

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
  /** Returns what the app shows now; earlier time steps are used. */
  const totp = (): string => {
    advance(2 * STEP);
    return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + ahead });
  };
  /** Opens the sign-in page in a new browser, after the pause between two emails. */
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
    [site, browser] = await Promise.all([startSite(authPages(), { secondFactors: { totp: true } }), launchBrowser()]);
    page = await (await browser.newContext()).newPage();
    await page.goto(`${site.origin}/sign-up`);
    await signUp(page, site, { emailAddress: EMAIL, password: PASSWORD });
    await signedIn(page, site.origin);
    secret = await page.evaluate(async () => (await window.Clerk.user.createTOTP()).secret);
    const verified = await page.evaluate((code) => window.Clerk.user.verifyTOTP({ code }), totp());
    backupCodes = verified.backupCodes;
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  test('the second step follows the password, survives a reload, and accepts the right code', async () => {
    await openSignIn();
    await typePassword();
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await page.reload();
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    const cookies = await page.context().cookies();
    assert.ok(!cookies.some(({ name }) => name.startsWith('__session')), 'no session before the second factor');
    await codeInput(page).fill('000000');
    await page.getByText('Wrong code').waitFor();
    await codeInput(page).fill(totp());
    await signedIn(page, site.origin);
  });

  test('the browser goes back from the second step to the password, and forward again', async () => {
    await openSignIn();
    await typePassword();
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await page.goBack();
    await page.locator('.cl-signIn-start').waitFor();
    assert.equal(await page.locator('input[name=identifier]').inputValue(), EMAIL);
    await page.goForward();
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await codeInput(page).fill(totp());
    await signedIn(page, site.origin);
  });

  test('the second step accepts a backup code once', async () => {
    const code = backupCodes[0] as string;
    for (const isFirst of [true, false]) {
      await openSignIn();
      await typePassword();
      await page.locator('.cl-signIn-totp2Fa').waitFor();
      await page.getByRole('link', { name: 'Use another method' }).click();
      await page.getByRole('button', { name: 'Use a backup code' }).click();
      await page.getByLabel('Backup code').fill(`${code.slice(0, 4)} ${code.slice(4).toUpperCase()}`);
      await continueWith(page);
      if (isFirst) await signedIn(page, site.origin);
      else await page.getByText('Wrong code').waitFor();
    }
  });

  test('the second step follows an email code, too', async () => {
    await openSignIn();
    await continueWith(page);
    await page.waitForURL('**/sign-in/factor-one');
    await page.locator('.cl-signIn-password').waitFor();
    await page.getByRole('link', { name: 'Use another method' }).click();
    await page.getByRole('button', { name: /^Email code to/ }).click();
    await enterCode(page, site, EMAIL);
    await page.waitForURL('**/sign-in/factor-two');
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await codeInput(page).fill(totp());
    await signedIn(page, site.origin);
  });

  test('the second step follows a password reset, and a reload keeps each step', async () => {
    await openSignIn();
    await continueWith(page);
    await page.locator('.cl-signIn-password').waitFor();
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await page.getByRole('heading', { name: 'Reset your password' }).waitFor();
    await enterCode(page, site, EMAIL);
    await page.waitForURL('**/sign-in/reset-password');
    await page.locator('input[autocomplete=new-password]').waitFor();
    await page.reload();
    await page.locator('input[autocomplete=new-password]').fill(NEW);
    await page.getByRole('button', { name: 'Reset password' }).click();
    await page.waitForURL('**/sign-in/factor-two');
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await codeInput(page).fill(totp());
    await signedIn(page, site.origin);
    password = NEW;
    await openSignIn();
    await typePassword();
  });
});
