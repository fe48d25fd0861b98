import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TOTP } from 'otpauth';
import type { Browser, BrowserContext, Locator, Page } from 'playwright';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { testWalletScript } from '../support/test-wallet-script.ts';
import { addVirtualAuthenticator, type VirtualAuthenticator } from '../support/virtual-authenticator.ts';
import { codeInput, continueWith, leaving, signedIn, signUp, userButton } from './steps.ts';

const ADA = { emailAddress: 'ada@example.com', password: 'a fine long phrase of mine' };
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

/** Adds every sign-in method of the demo on its plain page and then uses it, as a new reader of the README does. */
describe('the demo with every sign-in method', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let authenticator: VirtualAuthenticator;
  let errors: string[];
  let secret = '';
  let backupCodes: string[] = [];

  before(async () => {
    [demo, browser] = await Promise.all([startDemo({ DEMO_WITH: 'all' }), launchBrowser()]);
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

  const method = (title: string): Locator => page.locator(`[data-method="${title}"]`);
  const press = (title: string, name: string): Promise<void> =>
    method(title).getByRole('button', { name, exact: true }).click();
  const isIn = (): Promise<void> => signedIn(page, demo.origin);
  const signOut = async (): Promise<void> => {
    await page.goto(`${demo.origin}/`);
    await userButton(page).click();
    await leaving(page, () => page.getByRole('menuitem', { name: 'Sign out' }).click());
    await page.goto(`${demo.origin}/sign-in`);
    await page.locator('input[name=identifier]').waitFor();
  };
  /** Returns what the app shows now or a time step later; a server accepts one time step before and after its own. */
  const totp = (step = 0): string =>
    new TOTP({ secret, algorithm: 'SHA1' }).generate({ timestamp: Date.now() + step * 30_000 });
  const typePassword = async (): Promise<void> => {
    await page.locator('input[name=identifier]').fill(ADA.emailAddress);
    await page.locator('input[name=password]').fill(ADA.password);
    await continueWith(page);
  };

  test('a new user signs up and accepts the terms', async () => {
    await page.goto(`${demo.origin}/sign-up`);
    await page.locator('input[name=legalAccepted]').check();
    await signUp(page, demo, ADA);
    await isIn();
    await page.goto(`${demo.origin}/enrol`);
    await method('Passkeys').waitFor();
  });

  test('the user adds a passkey, a wallet and a phone number', async () => {
    await press('Passkeys', 'Add a passkey');
    await method('Passkeys').getByRole('button', { name: 'Remove' }).waitFor();
    // A virtual authenticator that is always present would sign in before the user types.
    await authenticator.setPresent(false);
    await press('Wallets', 'Connect a wallet');
    await method('Wallets')
      .getByText(/^0x[0-9a-fA-F]{40}$/)
      .waitFor();
    await method('Phone numbers').locator('input[name=phone]').fill(PHONE);
    await press('Phone numbers', 'Add');
    await method('Phone numbers').locator('input[name=code]').fill(TEST_CODE);
    await press('Phone numbers', 'Verify');
    await method('Phone numbers').getByRole('button', { name: 'Use as second step' }).waitFor();
  });

  test('the user connects an external account', async () => {
    await press('Connected accounts', 'Connect Notary');
    await page.locator('input[name=login]').fill('ada');
    await page.locator('input[name=password]').fill('anything');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(`${demo.origin}/enrol*`);
    await method('Connected accounts').getByRole('button', { name: 'Disconnect' }).waitFor();
  });

  test('the user sets up an authenticator app and gets backup codes', async () => {
    await press('Authenticator app', 'Set up');
    const line = await method('Authenticator app').getByText('Or type this key').textContent();
    secret = line?.split(': ')[1] ?? '';
    assert.match(secret, /^[A-Z2-7]{32}$/);
    await method('Authenticator app').locator('input[name=code]').fill(totp());
    await press('Authenticator app', 'Verify');
    await method('Authenticator app').locator('.codes span').first().waitFor();
    backupCodes = await method('Authenticator app').locator('.codes span').allTextContents();
    assert.equal(new Set(backupCodes).size, 10);
    await press('Phone numbers', 'Use as second step');
    await method('Phone numbers').getByRole('button', { name: 'Stop asking for it' }).waitFor();
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
    await page.getByRole('button', { name: 'Use another method' }).click();
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
    await page.getByRole('button', { name: 'Use another method' }).click();
    await page.locator('.cl-alternativeMethodsBlockButton__phone_code').click();
    await codeInput(page).fill(TEST_CODE);
    await isIn();
  });

  test('the demo violates no policy, and logs no error on the console', () => {
    assert.deepEqual(errors, []);
  });
});
