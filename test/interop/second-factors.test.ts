import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { CLIENTS, named, openStock, stockPages } from './stock-page.ts';

const EMAIL = 'ada+clerk_test@example.com';
const PASSWORD = 'a fine long password';
const NEW = 'another fine long password';
const STEP = 30_000;

declare const window: { Clerk: StockClerk };

/** The part of stock clerk-js that these tests use. */
interface StockClerk {
  client: { signIn: StockAttempt; signUp: StockAttempt };
  session: StockSession | null;
  user: {
    totpEnabled: boolean;
    backupCodeEnabled: boolean;
    twoFactorEnabled: boolean;
    createTOTP(): Promise<{ secret?: string; uri?: string }>;
    verifyTOTP(params: { code: string }): Promise<{ verified: boolean; backupCodes?: string[] }>;
    disableTOTP(): Promise<unknown>;
    createBackupCode(): Promise<{ codes: string[] }>;
    updatePassword(params: Record<string, unknown>): Promise<unknown>;
  } | null;
  setActive(params: { session: string | null }): Promise<void>;
}

interface StockAttempt {
  status: string;
  createdSessionId: string | null;
  supportedFirstFactors: { strategy: string; emailAddressId: string }[] | null;
  supportedSecondFactors: { strategy: string; emailAddressId: string }[] | null;
  create(params: Record<string, unknown>): Promise<StockAttempt>;
  prepareEmailAddressVerification(): Promise<StockAttempt>;
  attemptEmailAddressVerification(params: { code: string }): Promise<StockAttempt>;
  prepareFirstFactor(params: Record<string, unknown>): Promise<StockAttempt>;
  attemptFirstFactor(params: Record<string, unknown>): Promise<StockAttempt>;
  prepareSecondFactor(params: Record<string, unknown>): Promise<StockAttempt>;
  attemptSecondFactor(params: Record<string, unknown>): Promise<StockAttempt>;
  resetPassword(params: Record<string, unknown>): Promise<StockAttempt>;
}

interface StockSession {
  id: string;
  factorVerificationAge: [number, number] | null;
  startVerification(params: { level: string }): Promise<StockReverification>;
  attemptFirstFactorVerification(params: Record<string, unknown>): Promise<StockReverification>;
  attemptSecondFactorVerification(params: Record<string, unknown>): Promise<StockReverification>;
}

interface StockReverification {
  status: string;
  supportedFirstFactors: { strategy: string }[] | null;
  supportedSecondFactors: { strategy: string }[] | null;
}

for (const version of CLIENTS) {
  describe(`second factors with ${named(version)}`, () => {
    let site: Site;
    let browser: Browser;
    let page: Page;
    let secret = '';
    let backupCodes: string[] = [];
    let ahead = 0;

    before(async () => {
      const config = { secondFactors: { totp: true }, clientTrust: true } as const;
      [site, browser] = await Promise.all([startSite(stockPages, config), launchBrowser()]);
      page = await openStock(await browser.newContext(), site.origin, version);
    });
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    const advance = (ms: number): void => {
      ahead += ms;
      site.advance(ms);
    };
    /** Returns what the app shows now; earlier time steps are used. */
    const totp = (): string => {
      advance(2 * STEP);
      return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + ahead });
    };
    /** Opens another browser and types the password. */
    const halfIn = async (password = PASSWORD): Promise<{ status: string; second: string[] }> => {
      await page.context().close();
      page = await openStock(await browser.newContext(), site.origin, version);
      return page.evaluate(
        async (form) => {
          const { status, supportedSecondFactors } = await window.Clerk.client.signIn.create(form);
          return { status, second: (supportedSecondFactors ?? []).map(({ strategy }) => strategy) };
        },
        { identifier: EMAIL, password },
      );
    };
    const finish = (strategy: string, code: string): Promise<[status: string, isIn: boolean]> =>
      page.evaluate(
        async (proof) => {
          const done = await window.Clerk.client.signIn.attemptSecondFactor(proof);
          await window.Clerk.setActive({ session: done.createdSessionId });
          return [done.status, window.Clerk.user !== null] as [string, boolean];
        },
        { strategy, code },
      );

    test(`${named(version)} sets up an authenticator app and gets backup codes`, async () => {
      const made = await page.evaluate(
        async (form) => {
          await window.Clerk.client.signUp.create(form);
          await window.Clerk.client.signUp.prepareEmailAddressVerification();
          const done = await window.Clerk.client.signUp.attemptEmailAddressVerification({ code: '424242' });
          await window.Clerk.setActive({ session: done.createdSessionId });
          return window.Clerk.user?.createTOTP().then(({ secret: seed, uri }) => ({ seed, uri }));
        },
        { emailAddress: EMAIL, password: PASSWORD },
      );
      secret = made?.seed ?? '';
      assert.ok(made?.uri?.startsWith('otpauth://totp/'));
      const verified = await page.evaluate(async (code) => {
        const app = await window.Clerk.user?.verifyTOTP({ code });
        const { totpEnabled, backupCodeEnabled, twoFactorEnabled } = window.Clerk.user ?? {};
        return { verified: app?.verified, codes: app?.backupCodes, totpEnabled, backupCodeEnabled, twoFactorEnabled };
      }, totp());
      backupCodes = verified.codes ?? [];
      assert.equal(backupCodes.length, 10);
      const { verified: isVerified, totpEnabled, backupCodeEnabled, twoFactorEnabled } = verified;
      assert.deepEqual([isVerified, totpEnabled, backupCodeEnabled, twoFactorEnabled], [true, true, true, true]);
    });

    test(`${named(version)} signs in with the authenticator app`, async () => {
      assert.deepEqual(await halfIn(), { status: 'needs_second_factor', second: ['totp', 'backup_code'] });
      const refused = await page.evaluate(() =>
        window.Clerk.client.signIn
          .attemptSecondFactor({ strategy: 'totp', code: 'abcdef' })
          .catch((error: { errors: { code: string }[] }) => error.errors[0]?.code),
      );
      assert.equal(refused, 'form_code_incorrect');
      assert.deepEqual(await finish('totp', totp()), ['complete', true]);
    });

    test(`${named(version)} signs in with a backup code`, async () => {
      await halfIn();
      assert.deepEqual(await finish('backup_code', backupCodes[0] as string), ['complete', true]);
    });

    test(`${named(version)} reverifies and creates new backup codes`, async () => {
      advance(600_000);
      const refused = await page.evaluate(() =>
        window.Clerk.user?.createBackupCode().then(
          () => '',
          (error: { errors: { code: string }[] }) => error.errors[0]?.code,
        ),
      );
      assert.equal(refused, 'session_reverification_required');
      const first = await page.evaluate(async (password) => {
        const begun = await window.Clerk.session?.startVerification({ level: 'second_factor' });
        const half = await window.Clerk.session?.attemptFirstFactorVerification({ strategy: 'password', password });
        return [begun?.status, begun?.supportedSecondFactors?.[0]?.strategy, half?.status];
      }, PASSWORD);
      assert.deepEqual(first, ['needs_first_factor', 'totp', 'needs_second_factor']);
      const done = await page.evaluate(async (code) => {
        const verified = await window.Clerk.session?.attemptSecondFactorVerification({ strategy: 'totp', code });
        const made = await window.Clerk.user?.createBackupCode();
        return { status: verified?.status, age: window.Clerk.session?.factorVerificationAge, codes: made?.codes };
      }, totp());
      assert.deepEqual([done.status, done.age?.[1]], ['complete', 0]);
      backupCodes = done.codes ?? [];
      assert.equal(backupCodes.length, 10);
    });

    test(`${named(version)} resets the password and then verifies the second factor`, async () => {
      await page.context().close();
      page = await openStock(await browser.newContext(), site.origin, version);
      const status = await page.evaluate(
        async ({ identifier, password }) => {
          const { signIn } = window.Clerk.client;
          const strategy = 'reset_password_email_code';
          const begun = await signIn.create({ identifier });
          const factor = begun.supportedFirstFactors?.find((each) => each.strategy === strategy);
          await signIn.prepareFirstFactor({ strategy, emailAddressId: factor?.emailAddressId });
          const allowed = await signIn.attemptFirstFactor({ strategy, code: '424242' });
          const statuses = [allowed.status];
          statuses.push((await signIn.resetPassword({ password, signOutOfOtherSessions: true })).status);
          return statuses;
        },
        { identifier: EMAIL, password: NEW },
      );
      assert.deepEqual(status, ['needs_new_password', 'needs_second_factor']);
      assert.deepEqual(await finish('totp', totp()), ['complete', true]);
    });

    test(`${named(version)} disables the authenticator app, and an unknown device then needs an email code`, async () => {
      const off = await page.evaluate(
        async ({ currentPassword, newPassword }) => {
          await window.Clerk.user?.updatePassword({ currentPassword, newPassword, signOutOfOtherSessions: true });
          await window.Clerk.user?.disableTOTP();
          return [window.Clerk.user?.totpEnabled, window.Clerk.user?.backupCodeEnabled];
        },
        { currentPassword: NEW, newPassword: PASSWORD },
      );
      assert.deepEqual(off, [false, false]);
      const { status, second } = await halfIn();
      // Version 5 has no page for an unknown device, so the server asks it for a second factor.
      const expected = version === '5.128.0' ? 'needs_second_factor' : 'needs_client_trust';
      assert.deepEqual([status, second], [expected, ['email_code']]);
      await page.evaluate(async () => {
        const [factor] = window.Clerk.client.signIn.supportedSecondFactors ?? [];
        await window.Clerk.client.signIn.prepareSecondFactor({
          strategy: 'email_code',
          emailAddressId: factor?.emailAddressId,
        });
      });
      assert.deepEqual(await finish('email_code', '424242'), ['complete', true]);
    });
  });
}
