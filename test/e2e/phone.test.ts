import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { authPages } from '../support/auth-pages.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { codeInput, codeSent, continueWith, enterCode, isAt, signedIn } from './steps.ts';

const EMAIL = 'ada+clerk_test@example.com';
const PASSWORD = 'a fine long password';
/** This is not a fictional number, so its codes are real. */
const PHONE = '+12015550200';
const IDENTIFIER = 'input[name=identifier]';

describe('phone numbers through the elements', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;

  before(async () => {
    const config = { attributes: { phoneNumber: 'required' }, secondFactors: { phoneCode: true } } as const;
    [site, browser] = await Promise.all([startSite(authPages(), config), launchBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });
  /** Opens a page in a new browser after the pause between two messages to one number. */
  const open = async (path: string, locale = 'en-US'): Promise<void> => {
    await page?.context().close();
    site.advance(60_000);
    page = await (await browser.newContext({ locale })).newPage();
    await page.goto(site.origin + path);
  };

  test('a user signs up with a code for the address, then one for the number, and a reload keeps each', async () => {
    await open('/sign-up');
    const number = page.locator('input[name=phoneNumber]');
    await number.pressSequentially('2015550200');
    assert.equal(await number.inputValue(), '(201) 555-0200');
    await page.locator('input[name=emailAddress]').fill(EMAIL);
    await page.locator('input[name=password]').fill(PASSWORD);
    await continueWith(page);
    await page.waitForURL('**/sign-up/verify-email-address');
    await codeInput(page).fill('424242');
    await page.waitForURL('**/sign-up/verify-phone-number');
    await page.locator('.cl-signUp-phoneCode').waitFor();
    await page.locator('.cl-identityPreviewText', { hasText: '+1 (201) 555-0200' }).waitFor();
    await codeSent(page);
    await page.reload();
    await page.locator('.cl-signUp-phoneCode').waitFor();
    await isAt(page, '/sign-up/verify-phone-number');
    await enterCode(page, site, PHONE);
    await signedIn(page, site.origin);
  });

  test('a user switches the form to phone numbers and signs in', async () => {
    await open('/sign-in');
    await page.locator(IDENTIFIER).waitFor();
    await page.getByRole('link', { name: 'Use phone' }).click();
    const number = page.locator(`${IDENTIFIER}[type=tel]`);
    await number.waitFor();
    assert.equal(await number.getAttribute('autocomplete'), 'username');
    assert.ok(await page.getByRole('link', { name: 'Use email' }).isVisible());
    await number.pressSequentially('2015550200');
    await continueWith(page);
    await page.locator('.cl-signIn-password').waitFor();
    await page.getByRole('link', { name: 'Use another method' }).click();
    await page.locator('.cl-alternativeMethodsBlockButton__phone_code').click();
    await page.locator('.cl-signIn-phoneCode').waitFor();
    await isAt(page, '/sign-in/factor-one');
    await codeSent(page);
    await page.reload();
    await page.locator('.cl-signIn-phoneCode').waitFor();
    await enterCode(page, site, PHONE);
    await signedIn(page, site.origin);
  });

  test('the phone field accepts a number that a form filler enters, and shows its country', async () => {
    await open('/sign-in', 'de-DE');
    await page.getByRole('link', { name: 'Telefon nutzen' }).click();
    const country = (shown: string) => page.locator(`.cl-phoneCountry[data-country="${shown}"]`);
    await country('DE +49').waitFor();
    const filled = await page.locator(`${IDENTIFIER}[type=tel]`).evaluate((input: HTMLInputElement) => {
      input.value = '+12015550200';
      input.dispatchEvent(new Event('input', { bubbles: true }));
      return input.value;
    });
    assert.equal(filled, '+12015550200');
    await country('US +1').waitFor();
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.getByRole('button', { name: 'Weiter', exact: true }).click();
    await signedIn(page, site.origin);
  });

  test('a phone number is the second factor after a password', async () => {
    const state = await page.evaluate(async () => {
      const { user } = (window as unknown as { Clerk: { user: StockUser } }).Clerk;
      const { backupCodes } = await user.phoneNumbers[0]!.setReservedForSecondFactor({ reserved: true });
      return backupCodes?.length;
    });
    assert.equal(state, 10);
    await open('/sign-in');
    await page.locator(IDENTIFIER).fill(EMAIL);
    await page.locator('input[name=password]').fill(PASSWORD);
    await continueWith(page);
    await page.waitForURL('**/sign-in/factor-two');
    await page.locator('.cl-signIn-phoneCode2Fa').waitFor();
    await codeSent(page);
    await page.reload();
    await page.locator('.cl-signIn-phoneCode2Fa').waitFor();
    await enterCode(page, site, PHONE);
    await signedIn(page, site.origin);
  });
});

interface StockUser {
  phoneNumbers: {
    setReservedForSecondFactor(params: { reserved: boolean }): Promise<{ backupCodes: string[] | null }>;
  }[];
}
