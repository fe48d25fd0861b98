import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { openStock, stockPages } from './stock-page.ts';

type Step = (params?: object) => Promise<{ error: { errors?: { code: string }[] } | null }>;

declare const window: {
  Clerk: {
    client: Record<'signIn' | 'signUp', { __internal_future: object }>;
    user: {
      id: string;
      createTOTP(): Promise<{ secret: string }>;
      verifyTOTP(params: object): Promise<{ backupCodes: string[] }>;
    };
    signOut(done: () => void): Promise<void>;
  };
};

const ADA = 'ada+clerk_test@example.com';
const PHONE = '+12015550171';
const PASSWORD = 'quite a fine long phrase';
const OTHER = 'another fine long phrase';
const code = '424242';

describe('custom flows of unmodified clerk-js 6.40.0', () => {
  let site: Site;
  let browser: Browser;
  let page: Page;
  let ahead = 0;
  let backupCodes: string[] = [];
  let userId: string;

  before(async () => {
    const config = {
      attributes: { phoneNumber: 'optional' },
      phoneCode: true,
      sms: { countries: ['*'] },
      secondFactors: { totp: true, backupCode: true },
      password: { breachCheck: false },
    } as const;
    [site, browser] = await Promise.all([
      startSite(stockPages, { ...config, sms: { countries: ['*'] } }),
      launchBrowser(),
    ]);
    page = await openStock(await browser.newContext(), site.origin, '6.40.0');
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /**
   * Runs steps of one attempt, such as `['emailCode.sendCode', {…}]`; none may fail. The attempt stays the same object
   * to the end, as the hooks of Clerk's SDKs keep it.
   */
  const take = async (kind: 'signIn' | 'signUp', ...steps: [name: string, params?: object][]): Promise<void> => {
    const failed = await page.evaluate(
      async ({ kind, steps }) => {
        const attempt = window.Clerk.client[kind].__internal_future as Record<string, Step & Record<string, Step>>;
        for (const [name, params] of steps) {
          const [first = '', second] = name.split('.');
          const { error } = await (second ? attempt[first]![second]!(params) : attempt[first]!(params));
          if (error) return [name, error.errors?.[0]?.code ?? String(error)];
        }
        return [];
      },
      { kind, steps },
    );
    assert.deepEqual(failed, []);
  };
  const signOut = () => page.evaluate(() => window.Clerk.signOut(() => {}));

  test('a custom flow signs up with a password, an address and a number', async () => {
    await take(
      'signUp',
      ['password', { emailAddress: ADA, phoneNumber: PHONE, password: PASSWORD }],
      ['verifications.sendEmailCode'],
      ['verifications.verifyEmailCode', { code }],
      ['verifications.sendPhoneCode'],
      ['verifications.verifyPhoneCode', { code }],
      ['finalize'],
    );
    userId = await page.evaluate(() => window.Clerk.user.id);
  });

  test('a custom flow signs in with the password, an email code and a phone code', async () => {
    await signOut();
    await take('signIn', ['password', { identifier: ADA, password: PASSWORD }], ['finalize']);
    await signOut();
    await take(
      'signIn',
      ['emailCode.sendCode', { emailAddress: ADA }],
      ['emailCode.verifyCode', { code }],
      ['finalize'],
    );
    await signOut();
    await take(
      'signIn',
      ['phoneCode.sendCode', { phoneNumber: PHONE }],
      ['phoneCode.verifyCode', { code }],
      ['finalize'],
    );
  });

  test('a custom flow signs in with a token of the operator', async () => {
    await signOut();
    const { token: ticket } = await site.tickets.signInTokens.create({ userId });
    await take('signIn', ['ticket', { ticket }], ['finalize']);
  });

  test('a custom flow resets the password and verifies a second factor', async () => {
    const { secret } = await page.evaluate(() => window.Clerk.user.createTOTP());
    const totp = () => TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + ahead });
    ({ backupCodes } = await page.evaluate((typed) => window.Clerk.user.verifyTOTP(typed), { code: totp() }));
    await signOut();
    ahead += 60_000;
    site.advance(60_000);
    await take(
      'signIn',
      ['create', { identifier: ADA }],
      ['resetPasswordEmailCode.sendCode'],
      ['resetPasswordEmailCode.verifyCode', { code }],
      ['resetPasswordEmailCode.submitPassword', { password: OTHER }],
      ['mfa.verifyTOTP', { code: totp() }],
      ['finalize'],
    );
    await signOut();
    await take(
      'signIn',
      ['password', { identifier: ADA, password: OTHER }],
      ['mfa.verifyBackupCode', { code: backupCodes[0] }],
      ['finalize'],
    );
  });
});
