import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../support/browser.ts';
import { type Site, startSite } from '../support/site.ts';
import { CLIENTS, named, openStock, stockPages } from './stock-page.ts';

const EMAIL = 'ada+clerk_test@example.com';
const PASSWORD = 'a fine long password';
/** This is not a fictional number, so its codes are real. */
const PHONE = '+12015550200';
const SECOND = '+12025550247';

declare const window: { Clerk: StockPhoneClerk };

/** The part of stock clerk-js that these tests use. */
interface StockPhoneClerk {
  client: { signIn: StockAttempt; signUp: StockAttempt };
  session: { id: string } | null;
  user: {
    twoFactorEnabled: boolean;
    primaryPhoneNumber: { phoneNumber: string } | null;
    phoneNumbers: StockPhone[];
    createPhoneNumber(params: { phoneNumber: string }): Promise<StockPhone>;
  } | null;
  load(options: Record<string, unknown>): Promise<void>;
  setActive(params: { session: string | null }): Promise<void>;
}

interface StockAttempt {
  status: string;
  createdSessionId: string | null;
  unverifiedFields: string[];
  supportedFirstFactors: { strategy: string; phoneNumberId: string; safeIdentifier: string }[];
  supportedSecondFactors: { strategy: string; phoneNumberId: string }[];
  create(params: Record<string, unknown>): Promise<StockAttempt>;
  prepareEmailAddressVerification(): Promise<StockAttempt>;
  attemptEmailAddressVerification(params: { code: string }): Promise<StockAttempt>;
  preparePhoneNumberVerification(): Promise<StockAttempt>;
  attemptPhoneNumberVerification(params: { code: string }): Promise<StockAttempt>;
  prepareFirstFactor(params: Record<string, unknown>): Promise<StockAttempt>;
  attemptFirstFactor(params: Record<string, unknown>): Promise<StockAttempt>;
  prepareSecondFactor(params: Record<string, unknown>): Promise<StockAttempt>;
  attemptSecondFactor(params: Record<string, unknown>): Promise<StockAttempt>;
}

interface StockPhone {
  id: string;
  phoneNumber: string;
  reservedForSecondFactor: boolean;
  defaultSecondFactor: boolean;
  backupCodes?: string[] | null;
  verification: { status: string | null };
  prepareVerification(): Promise<StockPhone>;
  attemptVerification(params: { code: string }): Promise<StockPhone>;
  setReservedForSecondFactor(params: { reserved: boolean }): Promise<StockPhone>;
  makeDefaultSecondFactor(): Promise<StockPhone>;
  destroy(): Promise<void>;
}

for (const version of CLIENTS) {
  describe(`phone codes with ${named(version)}`, () => {
    let site: Site;
    let browser: Browser;
    let page: Page;

    before(async () => {
      const config = { attributes: { phoneNumber: 'optional' }, secondFactors: { phoneCode: true } } as const;
      [site, browser] = await Promise.all([startSite(stockPages, config), launchBrowser()]);
    });
    /** Opens another browser. */
    const open = async (): Promise<void> => {
      await page?.context().close();
      page = await openStock(await browser.newContext(), site.origin, version);
    };
    after(async () => {
      await browser?.close();
      await site?.close();
    });

    test(`${named(version)} signs up with a phone code and an email code`, async () => {
      await open();
      const unverified = await page.evaluate(
        async (form) => {
          const attempt = await window.Clerk.client.signUp.create(form);
          const { unverifiedFields } = attempt;
          await attempt.prepareEmailAddressVerification();
          await window.Clerk.client.signUp.attemptEmailAddressVerification({ code: '424242' });
          await window.Clerk.client.signUp.preparePhoneNumberVerification();
          return unverifiedFields;
        },
        { emailAddress: EMAIL, password: PASSWORD, phoneNumber: PHONE },
      );
      assert.deepEqual(unverified, ['email_address', 'phone_number']);
      const done = await page.evaluate(
        async (code) => {
          const { status, createdSessionId } = await window.Clerk.client.signUp.attemptPhoneNumberVerification({
            code,
          });
          await window.Clerk.setActive({ session: createdSessionId });
          return { status, phone: window.Clerk.user?.primaryPhoneNumber?.phoneNumber };
        },
        await site.lastCode(PHONE),
      );
      assert.deepEqual(done, { status: 'complete', phone: PHONE });
    });

    test(`${named(version)} signs in with a phone code`, async () => {
      await open();
      site.advance(60_000);
      const factor = await page.evaluate(async (identifier) => {
        const attempt = await window.Clerk.client.signIn.create({ identifier });
        const factor = attempt.supportedFirstFactors.find(({ strategy }) => strategy === 'phone_code');
        await attempt.prepareFirstFactor({ strategy: 'phone_code', phoneNumberId: factor?.phoneNumberId });
        return factor?.safeIdentifier;
      }, PHONE);
      assert.equal(factor, '+1********00');
      const status = await page.evaluate(
        async (code) => {
          const done = await window.Clerk.client.signIn.attemptFirstFactor({ strategy: 'phone_code', code });
          await window.Clerk.setActive({ session: done.createdSessionId });
          return done.status;
        },
        await site.lastCode(PHONE),
      );
      assert.equal(status, 'complete');
    });

    test(`${named(version)} makes phone codes the second factor, with backup codes`, async () => {
      const id = await page.evaluate(async (phoneNumber) => {
        const phone = await window.Clerk.user!.createPhoneNumber({ phoneNumber });
        await phone.prepareVerification();
        return phone.id;
      }, SECOND);
      const state = await page.evaluate(
        async ({ id, code }) => {
          const mine = () => window.Clerk.user!.phoneNumbers.find((phone) => phone.id === id)!;
          const verified = await mine().attemptVerification({ code });
          const reserved = await mine().setReservedForSecondFactor({ reserved: true });
          return {
            status: verified.verification.status,
            isReserved: reserved.reservedForSecondFactor,
            isDefault: reserved.defaultSecondFactor,
            codes: reserved.backupCodes?.length,
            twoFactorEnabled: window.Clerk.user?.twoFactorEnabled,
          };
        },
        { id, code: await site.lastCode(SECOND) },
      );
      assert.deepEqual(state, {
        status: 'verified',
        isReserved: true,
        isDefault: true,
        codes: 10,
        twoFactorEnabled: true,
      });
    });

    test(`${named(version)} asks for a phone code after a password`, async () => {
      await open();
      site.advance(60_000);
      const before = await page.evaluate(
        async (form) => {
          const attempt = await window.Clerk.client.signIn.create(form);
          const factor = attempt.supportedSecondFactors.find(({ strategy }) => strategy === 'phone_code');
          await attempt.prepareSecondFactor({ strategy: 'phone_code', phoneNumberId: factor?.phoneNumberId });
          return { status: attempt.status, session: attempt.createdSessionId };
        },
        { identifier: EMAIL, password: PASSWORD },
      );
      assert.deepEqual(before, { status: 'needs_second_factor', session: null });
      const after = await page.evaluate(
        async (code) => {
          const done = await window.Clerk.client.signIn.attemptSecondFactor({ strategy: 'phone_code', code });
          await window.Clerk.setActive({ session: done.createdSessionId });
          return { status: done.status, isSignedIn: window.Clerk.session !== null };
        },
        await site.lastCode(SECOND),
      );
      assert.deepEqual(after, { status: 'complete', isSignedIn: true });
    });

    test(`${named(version)} removes phone codes as a second factor number by number`, async () => {
      const left = await page.evaluate(async (id) => {
        const second = window.Clerk.user!.phoneNumbers.find((phone) => phone.phoneNumber === id)!;
        await second.makeDefaultSecondFactor();
        await second.setReservedForSecondFactor({ reserved: false });
        await second.destroy();
        const { phoneNumbers, twoFactorEnabled } = window.Clerk.user!;
        return { numbers: phoneNumbers.map((phone) => phone.phoneNumber), twoFactorEnabled };
      }, SECOND);
      assert.deepEqual(left, { numbers: [PHONE], twoFactorEnabled: false });
    });
  });
}
