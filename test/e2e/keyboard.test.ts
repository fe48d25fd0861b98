import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { codeSent, leaving, signedIn } from './steps.ts';

const EMAIL = 'ada+clerk_test@example.com';
const PASSWORD = 'a fine long password';
const NATIONAL_NUMBER = '2015550123';
/** The code that every test address and number accepts. */
const TEST_CODE = '424242';
/** Longer than the pause between two messages to one number, and long enough for an unused time step of the app. */
const MINUTE = 60_000;

interface App {
  secret: string;
}

declare const window: {
  Clerk: { user: { createTOTP(): Promise<App>; verifyTOTP(params: { code: string }): Promise<App> } };
};

describe('a user without a mouse', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let secret = '';
  const sent: string[] = [];

  before(async () => {
    const config = {
      attributes: { phoneNumber: 'required' },
      secondFactors: { totp: true },
      signUp: { legalConsent: true },
      branding: { termsUrl: 'https://example.com/terms' },
    } as const;
    [site, browser] = await Promise.all([startSite(authPages(), config), launchBrowser()]);
    page = await (await browser.newContext({ locale: 'en-US' })).newPage();
    page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname));
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  const press = (key: string): Promise<void> => page.keyboard.press(key);
  const type = (text: string): Promise<void> => page.keyboard.type(text);
  /** Waits until the focus is on this element and visible. */
  const focused = async (selector: string): Promise<void> => {
    await page.locator(`${selector}:focus-visible`).waitFor();
    const ring = await page.evaluate(() => {
      const boxes = '.cl-otpCodeFieldInputs > .cl-active, .cl-phoneCountry, .cl-phoneInputBox';
      const around = document.activeElement?.parentElement?.parentElement?.querySelectorAll(boxes) ?? [];
      return [document.activeElement as Element, ...around].some(
        (each) => getComputedStyle(each).outlineStyle === 'solid',
      );
    });
    assert.ok(ring, `a ring around ${selector}`);
  };
  /** Moves the focus to this element with the Tab key. */
  const walk = async (selector: string, key = 'Tab'): Promise<void> => {
    const isThere = () => page.evaluate((wanted) => !!document.activeElement?.matches(wanted), selector);
    for (let steps = 0; steps < 20 && !(await isThere()); steps++) await press(key);
    await focused(selector);
  };
  /** Returns what assistive technology says about the focused field. */
  const problem = (): Promise<string> =>
    page.evaluate(() => {
      const { activeElement: input } = document;
      const lines = input?.getAttribute('aria-describedby')?.split(' ') ?? [];
      const texts = lines.map((id) => document.getElementById(id)?.textContent?.trim()).filter(Boolean);
      return input?.getAttribute('aria-invalid') === 'true' ? texts.join(' ') : '';
    });

  test('a keyboard user signs up with a phone number and consent', async () => {
    await page.goto(`${site.origin}/sign-up`);
    await focused('input[name=emailAddress]');
    await press('Enter');
    await focused('input[name=emailAddress][aria-invalid=true]');
    assert.match(await problem(), /\w/);
    await type(EMAIL);
    await press('Tab');
    await focused('select[name=phoneNumberCountry]');
    await press('ArrowDown');
    await page.locator('.cl-phoneCountry:not([data-country="US +1"])').waitFor();
    await press('ArrowUp');
    await page.locator('.cl-phoneCountry[data-country="US +1"]').waitFor();
    await press('Tab');
    await focused('input[name=phoneNumber]');
    await type(NATIONAL_NUMBER);
    await walk('input[name=password]');
    await type(PASSWORD);
    await press('Enter');
    await focused('input[name=legalAccepted][aria-invalid=true]');
    assert.equal(await problem(), 'Tick the box to continue.');
    assert.ok(!sent.some((path) => path.endsWith('/sign_ups')), 'nothing was sent so far');
    await press('Space');
    await press('Enter');
    await press('Enter');
    await page.waitForURL('**/sign-up/verify-email-address');
    await codeSent(page);
    await focused('input[name=code]');
    assert.equal(sent.filter((path) => path.endsWith('/sign_ups')).length, 1);
  });

  test('a keyboard user types the right code over a wrong one', async () => {
    await type('000000');
    await page.locator('.cl-formFieldErrorText', { hasText: 'Wrong code' }).waitFor();
    await focused('input[name=code][aria-invalid=true]');
    assert.match(await problem(), /Wrong code/);
    await type(TEST_CODE);
    await page.locator('.cl-signUp-phoneCode').waitFor();
    await codeSent(page);
    await focused('.cl-signUp-phoneCode input[name=code]');
    await type(TEST_CODE);
    await signedIn(page, site.origin);
  });

  test('a keyboard user signs out from the menu, which restores the focus when it closes', async () => {
    secret = await page.evaluate(async () => (await window.Clerk.user.createTOTP()).secret);
    await page.evaluate((code) => window.Clerk.user.verifyTOTP({ code }), appCode(0));
    await walk('.cl-userButtonTrigger');
    await press('Enter');
    await focused('.cl-userButtonPopoverActionButton');
    await press('Escape');
    await focused('.cl-userButtonTrigger');
    await press('Enter');
    await focused('.cl-userButtonPopoverActionButton');
    await walk('.cl-userButtonPopoverActionButton__signOut', 'ArrowDown');
    await leaving(page, () => press('Enter'));
  });

  test('a keyboard user signs in with a text message instead of the password, and with the second factor', async () => {
    site.advance(MINUTE);
    await page.goto(`${site.origin}/sign-in`);
    await focused('input[name=identifier]');
    await walk('.cl-formFieldAction__identifier', 'Shift+Tab');
    await press('Enter');
    await focused('input[name=identifier][type=tel]');
    await type(NATIONAL_NUMBER);
    await press('Enter');
    await focused('.cl-signIn-password input[name=password]');
    await walk('.cl-footerActionLink__alternativeMethods');
    await press('Enter');
    await focused('.cl-signIn-alternativeMethods button');
    await walk('.cl-backLink');
    await press('Enter');
    await focused('.cl-signIn-password input[name=password]');
    await walk('.cl-footerActionLink__alternativeMethods');
    await press('Enter');
    await focused('.cl-signIn-alternativeMethods button');
    await walk('.cl-alternativeMethodsBlockButton__phone_code');
    await press('Space');
    await page.locator('.cl-signIn-phoneCode').waitFor();
    await codeSent(page);
    await focused('.cl-signIn-phoneCode input[name=code]');
    await type(TEST_CODE);
    await focused('.cl-signIn-totp2Fa input[name=code]');
    await page.waitForURL('**/sign-in/factor-two');
    await type(appCode(MINUTE));
    await signedIn(page, site.origin);
  });

  function appCode(ahead: number): string {
    return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1' }).generate({
      timestamp: Date.now() + ahead,
    });
  }
});
