import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TOTP } from 'otpauth';
import type { Browser, BrowserContext, Locator, Page } from 'playwright';
import { collectErrors, launchBrowser, withoutLateTokens } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { codeInput, continueWith, leaving, signedIn, signUp, userButton } from './steps.ts';

const ADA = { emailAddress: 'ada@example.com', password: 'a fine long phrase of mine' };
const METHODS = 'email-link,phone,passkeys,wallets,totp,second-factor-phone,legal,strength,oauth';
const PHONE = '+12015550123';
const TEST_CODE = '424242';

/** Runs in the page: marks it when it asks for a passkey in a field. */
function markPage(): void {
  // The page is no secure context before its first load.
  if (!globalThis.CredentialsContainer) return;
  const { get } = CredentialsContainer.prototype;
  CredentialsContainer.prototype.get = function (options) {
    if (options?.mediation === 'conditional') document.documentElement.dataset.waits = '';
    return get.call(this, options);
  };
}

/** Manages a whole account in the demo, as a new reader of the README does, in two browsers at once. */
describe('a new user and their whole account', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** The same user's second browser. */
  let other: Page;
  let authenticator: VirtualAuthenticator;
  let errors: string[];
  let secret = '';
  let backupCodes: string[] = [];

  before(async () => {
    [demo, browser] = await Promise.all([startDemo({ DEMO_WITH: METHODS }), launchBrowser()]);
    context = await browser.newContext();
    await context.addInitScript(await testWalletScript({ privateKey: '7'.repeat(64) }));
    await context.addInitScript(markPage);
    page = await context.newPage();
    authenticator = await addVirtualAuthenticator(page);
    errors = collectErrors(page, demo.origin);
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  const section = (name: string, on = page): Locator => on.locator(`.cl-profileSection__${name}`);
  const press = (name: string, on: Page | Locator = page): Promise<void> =>
    on.getByRole('button', { name, exact: true }).click();
  const save = (): Promise<void> => page.locator('.cl-actionCard .cl-formButtonPrimary').click();
  const said = (text: string): Promise<void> =>
    page.locator('.cl-userProfile-root .cl-liveRegion').filter({ hasText: text }).waitFor({ state: 'attached' });
  const isIn = (): Promise<void> => signedIn(page, demo.origin);
  const signOut = async (): Promise<void> => {
    await page.goto(`${demo.origin}/`);
    await userButton(page).click();
    await leaving(page, () => page.getByRole('button', { name: 'Sign out' }).click());
    await page.goto(`${demo.origin}/sign-in`);
    await page.locator('input[name=identifier]').waitFor();
  };
  /** Returns what the app shows now or a time step later; a server accepts one time step before and after its own. */
  const totp = (step = 0): string =>
    new TOTP({ secret, algorithm: 'SHA1' }).generate({ timestamp: Date.now() + step * 30_000 });
  const typePassword = async (on = page): Promise<void> => {
    await on.locator('input[name=identifier]').fill(ADA.emailAddress);
    await on.locator('input[name=password]').fill(ADA.password);
    await continueWith(on);
  };

  test('a new user signs up and accepts the terms', async () => {
    await page.goto(`${demo.origin}/sign-up`);
    await page.locator('input[name=legalAccepted]').check();
    await signUp(page, demo, ADA);
    await isIn();
  });

  test('the user signs in with a second browser, which keeps the account page open', async () => {
    other = await (await browser.newContext()).newPage();
    await other.goto(`${demo.origin}/sign-in`);
    await typePassword(other);
    await signedIn(other, demo.origin);
    await other.goto(`${demo.origin}/user`);
    await section('profile', other).waitFor();
  });

  test('the user changes the name, which the other browser shows when it is used again', async () => {
    await page.goto(`${demo.origin}/user`);
    await press('Update profile');
    await page.locator('input[name=firstName]').fill('Augusta');
    await save();
    await section('profile').getByText('Augusta').waitFor();
    await other.evaluate(() => dispatchEvent(new Event('focus')));
    await section('profile', other).getByText('Augusta').waitFor();
  });

  test('the user adds a wallet and a phone number', async () => {
    await press('Connect wallet');
    await press('MetaMask');
    await said('Your wallet is connected.');
    await press('Add phone number');
    await page.locator('.cl-actionCard input[type=tel]').fill(PHONE);
    await save();
    await codeInput(page).fill(TEST_CODE);
    await said('+1 (201) 555-0123 is verified.');
  });

  test('the user connects an external account', async () => {
    await press('Connect account');
    await press('Notary');
    await page.locator('input[name=login]').fill('ada');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(`${demo.origin}/user*`);
    await said('Notary is connected.');
  });

  test('the user adds a passkey', async () => {
    await press('Security');
    await press('Add a passkey');
    await said('The passkey is added.');
    // A virtual authenticator that is always present would sign in before the user types.
    await authenticator.setPresent(false);
  });

  test('the user sets up an authenticator app and gets backup codes', async () => {
    await press('Add two-step verification');
    await page
      .locator('.cl-actionCard')
      .getByRole('button', { name: /Authenticator app/ })
      .click();
    await press('Can’t scan?');
    secret = ((await page.locator('.cl-actionCard').textContent()) ?? '').match(/\b[A-Z2-7]{32}\b/)?.[0] ?? '';
    assert.match(secret, /^[A-Z2-7]{32}$/);
    await save();
    await codeInput(page).fill(totp());
    await page.locator('.cl-backupCodes li').first().waitFor();
    backupCodes = await page.locator('.cl-backupCodes li').allTextContents();
    assert.equal(new Set(backupCodes).size, 10);
    await press('I have saved them');
  });

  test('the user gets text messages as another second step', async () => {
    await press('Add two-step verification');
    await page.locator('.cl-actionCard .cl-choice').filter({ hasText: '0123' }).click();
    await said('We send a code to this number when you sign in.');
  });

  test('the user signs in with the password and the authenticator app', async () => {
    await signOut();
    await typePassword();
    await page.waitForURL('**/sign-in/factor-two');
    await page.reload();
    // A time step is accepted once, so the code is that of the next one.
    await codeInput(page).fill(totp(1));
    await isIn();
  });

  test('the user signs in with the password and a backup code', async () => {
    await signOut();
    await typePassword();
    await page.waitForURL('**/sign-in/factor-two');
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await page.getByRole('link', { name: 'Use another method' }).click();
    await page.locator('.cl-alternativeMethodsBlockButton__backup_code').click();
    await page.locator('input[name=code]').fill(backupCodes[0] ?? '');
    await continueWith(page);
    await isIn();
  });

  test('the user signs in with the passkey alone', async () => {
    await signOut();
    // An authenticator answers a request that begins when its user is present: the one of the button, not of the field.
    await page.locator('html[data-waits]').waitFor();
    await authenticator.setPresent(true);
    await page.getByRole('button', { name: 'Use passkey instead' }).click();
    await isIn();
    await authenticator.setPresent(false);
  });

  test('the user signs in with the wallet and a text message', async () => {
    await signOut();
    await page.locator('.cl-socialButtons button').filter({ hasText: 'wallet' }).click();
    await page.waitForURL('**/sign-in/factor-two');
    await page.locator('.cl-signIn-totp2Fa').waitFor();
    await page.getByRole('link', { name: 'Use another method' }).click();
    await page.locator('.cl-alternativeMethodsBlockButton__phone_code').click();
    await codeInput(page).fill(TEST_CODE);
    await isIn();
  });

  test('the user signs the other browser out', async () => {
    await page.goto(`${demo.origin}/user/security`);
    await section('activeDevices').getByRole('button', { name: 'Sign out: ' }).click();
    await save();
    await said('The device is signed out.');
    await other.evaluate(() => dispatchEvent(new Event('focus')));
    await section('profile', other).waitFor({ state: 'detached' });
  });

  test('the demo violates no policy, and logs no error on the console', () => {
    assert.deepEqual(withoutLateTokens(errors), []);
  });

  test('the user deletes the account', async () => {
    await press('Delete account');
    await page.locator('.cl-actionCard input').fill('Delete account');
    await save();
    // The profile and the element that guards the page both go there.
    await page.locator('input[name=identifier]').waitFor();
    await typePassword();
    await page.locator('[aria-invalid=true]').first().waitFor();
  });
});
