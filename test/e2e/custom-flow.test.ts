import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright';
import { collectErrors, launchBrowser } from '../support/browser.ts';
import { type DemoHere, startDemoHere } from '../support/demo-site.ts';
import { addVirtualAuthenticator } from '../support/virtual-authenticator.ts';

const EMAIL = 'ada@example.com';
const PASSWORD = 'quite a fine long phrase';
const OTHER = 'another fine long phrase';
const STEP = 30_000;

declare const window: {
  Clerk: {
    load(): Promise<void>;
    user: {
      createTOTP(): Promise<{ secret: string }>;
      verifyTOTP(params: { code: string }): Promise<{ backupCodes: string[] }>;
      createPasskey(): Promise<object>;
    };
  };
};

/** A whole sign-up and sign-in in the demo's own HTML, with the headless client and its stores alone. */
describe('the custom flow of the demo', () => {
  let demo: DemoHere;
  let browser: Browser;
  let page: Page;
  let errors: string[];
  let secret = '';
  let backupCodes: string[] = [];
  let ahead = 0;

  before(async () => {
    const methods = ['passkeys', 'totp', 'legal', 'oauth'];
    [demo, browser] = await Promise.all([startDemoHere(methods), launchBrowser()]);
    page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
    errors = collectErrors(page);
    await addVirtualAuthenticator(page);
    await page.goto(`${demo.origin}/custom-flow`);
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  const advance = (ms: number) => {
    ahead += ms;
    demo.advance(ms);
  };
  const totp = () => {
    advance(2 * STEP);
    return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + ahead });
  };
  const form = (step: string) => page.locator(`form[data-step="${step}"]`);
  const title = (text: string) => page.locator('#own-title', { hasText: text }).waitFor();
  const submit = (step: string) => form(step).locator('[type=submit]').click();
  const press = (name: string) => page.getByRole('button', { name, exact: true }).locator('visible=true').click();
  const error = (step: string, text: RegExp) => form(step).locator('.own-error', { hasText: text }).waitFor();
  const signedIn = (email = EMAIL) => page.locator('#own-email', { hasText: email }).waitFor();
  const signOut = async () => {
    await submit('signed-in');
    await title('Sign in');
  };
  const type = async (step: string, values: Record<string, string>) => {
    for (const [name, value] of Object.entries(values)) await form(step).locator(`[name=${name}]`).fill(value);
  };

  test('signs up with an address and a password: terms, code, and what the server refuses at its field', async () => {
    await press('Create one');
    await type('sign-up', { emailAddress: 'nobody', password: PASSWORD });
    await submit('sign-up');
    await error('sign-up', /email address/i);
    assert.equal(await form('sign-up').locator('[name=emailAddress]').getAttribute('aria-invalid'), 'true');
    await type('sign-up', { emailAddress: EMAIL, password: PASSWORD });
    await submit('sign-up');
    await title('Almost there');
    await form('terms').locator('[name=legalAccepted]').check();
    await submit('terms');
    await title('Check your email');
    await type('code', { code: '000000' });
    await submit('code');
    await error('code', /code/i);
    await page.reload();
    await title('Check your email');
    await type('code', { code: await demo.lastCode(EMAIL) });
    await submit('code');
    await signedIn();
    await signOut();
  });

  test('signs in with the password, after a wrong one', async () => {
    await type('sign-in', { identifier: EMAIL, password: 'not the phrase' });
    await submit('sign-in');
    await error('sign-in', /password/i);
    await type('sign-in', { password: PASSWORD });
    await submit('sign-in');
    await signedIn();
    await signOut();
  });

  test('signs in with a code, and starts over', async () => {
    advance(60_000);
    await type('sign-in', { identifier: EMAIL });
    await press('Email me a code');
    await title('Check your email');
    await press('Start over');
    await title('Sign in');
    advance(60_000);
    await type('sign-in', { identifier: EMAIL });
    await press('Email me a code');
    await title('Check your email');
    await type('code', { code: await demo.lastCode(EMAIL) });
    await submit('code');
    await signedIn();
  });

  test('signs in with a passkey', async () => {
    await page.goto(`${demo.origin}/user`);
    await page.waitForFunction(() => window.Clerk?.user);
    await page.evaluate(() => window.Clerk.user.createPasskey());
    secret = await page.evaluate(async () => (await window.Clerk.user.createTOTP()).secret);
    ({ backupCodes } = await page.evaluate((code) => window.Clerk.user.verifyTOTP({ code }), totp()));
    await page.goto(`${demo.origin}/custom-flow`);
    await signedIn();
    await signOut();
    await press('Use a passkey');
    await signedIn();
    await signOut();
  });

  test('asks for the second factor, and takes the app and a backup code', async () => {
    for (const next of [totp, () => backupCodes[0] as string]) {
      await type('sign-in', { identifier: EMAIL, password: PASSWORD });
      await submit('sign-in');
      await title('Two-step verification');
      await type('second-factor', { code: next() });
      await submit('second-factor');
      await signedIn();
      await signOut();
    }
  });

  test('resets the password with the code and the new one at once, then asks for the second factor', async () => {
    advance(60_000);
    await type('sign-in', { identifier: EMAIL });
    await press('Forgot the password');
    await title('Set a new password');
    await type('new-password', { code: await demo.lastCode(EMAIL), password: 'short' });
    await submit('new-password');
    await error('new-password', /8 characters/);
    await type('new-password', { password: OTHER });
    await submit('new-password');
    await title('Two-step verification');
    await type('second-factor', { code: totp() });
    await submit('second-factor');
    await signedIn();
    await signOut();
  });

  test('signs up with a provider, and asks for what is missing when it is back', async () => {
    await press('Continue with Notary');
    await page.waitForURL(/\/interaction\//);
    await page.locator('input').first().fill('nora');
    await page.locator('button').first().click();
    await title('Almost there');
    await form('terms').locator('[name=legalAccepted]').check();
    await submit('terms');
    await signedIn('nora@example.com');
    await signOut();
    await press('Continue with Notary');
    await signedIn('nora@example.com');
    await page.waitForURL(({ pathname }) => pathname === '/custom-flow');
  });

  test('a call that the server refuses is the only thing on the console', () => {
    assert.deepEqual(
      errors.filter((text) => !/status of 4\d\d/.test(text)),
      [],
    );
  });
});
