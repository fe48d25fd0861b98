import type { ClientResource, SessionResource, UserResource } from '@clerk/shared/types';
import type { TestWallet } from '../support/test-wallet.ts';

/** The part of a stock page that the operations use. */
export interface AccountWindow {
  Clerk: {
    user: UserResource;
    session: SessionResource;
    client: ClientResource;
    setActive(params: { session: string | null }): Promise<void>;
    load(options: Record<string, unknown>): Promise<void>;
  };
  testWallet: TestWallet;
  /** Set before an operation that needs it. */
  code: string;
  waiting: Promise<unknown>;
  /** A user that the page holds. */
  user: UserResource;
}
declare const window: AccountWindow;

/** An operation of a signed-in user on the own account. It runs in the page, and returns what the page sees after it. */
export interface Operation {
  name: string;
  run(): Promise<unknown>;
  expected: unknown;
  /** Releases before this one lack the call. */
  since?: '6.40.0';
}

export const PASSWORD = 'a fine long password';
export const SECOND_EMAIL = 'second+clerk_test@example.com';

/*
 * Each function is sent to the page as source, so it names nothing outside of itself but `window`. The operations build
 * on each other, in this order.
 */

export const PROFILE: Operation[] = [
  {
    name: 'update: names, username and metadata',
    async run() {
      const { user } = window.Clerk;
      await user.update({ firstName: 'Ada', lastName: 'Berg', username: 'countess', unsafeMetadata: { a: 1, b: 2 } });
      const { fullName, username, unsafeMetadata } = window.Clerk.user;
      return [fullName, username, unsafeMetadata];
    },
    expected: ['Ada Berg', 'countess', { a: 1, b: 2 }],
  },
  {
    name: 'update: metadata as a whole',
    async run() {
      await window.Clerk.user.update({ unsafeMetadata: { b: { c: 3 } } });
      return window.Clerk.user.unsafeMetadata;
    },
    expected: { b: { c: 3 } },
  },
  {
    name: 'updateMetadata: a merge',
    since: '6.40.0',
    async run() {
      await window.Clerk.user.updateMetadata({ unsafeMetadata: { b: { d: 4 }, e: 5 } });
      return window.Clerk.user.unsafeMetadata;
    },
    expected: { b: { c: 3, d: 4 }, e: 5 },
  },
  {
    name: 'update: a wrong username is refused at its field',
    run: () =>
      window.Clerk.user.update({ username: 'no' }).then(
        () => 'taken',
        ({ errors: [error] }) => [error.code, error.meta.paramName],
      ),
    expected: ['form_username_invalid_length', 'username'],
  },
];

export const PASSWORDS: Operation[] = [
  {
    name: 'updatePassword: change',
    async run() {
      const form = { currentPassword: 'a fine long password', newPassword: 'another fine long password' };
      await window.Clerk.user.updatePassword({ ...form, signOutOfOtherSessions: true });
      return window.Clerk.user.passwordEnabled;
    },
    expected: true,
  },
  {
    name: 'removePassword',
    async run() {
      await window.Clerk.user.removePassword({ currentPassword: 'another fine long password' });
      return window.Clerk.user.passwordEnabled;
    },
    expected: false,
  },
  {
    name: 'updatePassword: a first one',
    async run() {
      await window.Clerk.user.updatePassword({ newPassword: 'a fine long password' });
      return window.Clerk.user.passwordEnabled;
    },
    expected: true,
  },
];

export const EMAILS: Operation[] = [
  {
    name: 'createEmailAddress and a code',
    async run() {
      const email = await window.Clerk.user.createEmailAddress({ email: 'second+clerk_test@example.com' });
      const status = email.verification.status;
      await email.prepareVerification({ strategy: 'email_code' });
      const done = await email.attemptVerification({ code: '424242' });
      return [status, done.verification.status, window.Clerk.user.emailAddresses.length];
    },
    expected: [null, 'verified', 2],
  },
  {
    name: 'update: another email address becomes primary',
    async run() {
      const second = window.Clerk.user.emailAddresses.find((each) => each.emailAddress.startsWith('second'));
      await window.Clerk.user.update({ primaryEmailAddressId: second?.id ?? '' });
      return window.Clerk.user.primaryEmailAddress?.emailAddress;
    },
    expected: 'second+clerk_test@example.com',
  },
  {
    name: 'destroy an email address',
    async run() {
      const first = window.Clerk.user.emailAddresses.find((each) => !each.emailAddress.startsWith('second'));
      await first?.destroy();
      return window.Clerk.user.emailAddresses.map(({ emailAddress }) => emailAddress);
    },
    expected: ['second+clerk_test@example.com'],
  },
  {
    name: 'destroy: the only email address is kept where one is required',
    run: () =>
      window.Clerk.user.emailAddresses[0]?.destroy().then(
        () => 'removed',
        ({ errors: [error] }) => error.code,
      ) ?? Promise.resolve('none'),
    expected: 'identification_deletion_failed',
  },
];

export const PHONES: Operation[] = [
  {
    name: 'createPhoneNumber and a code',
    async run() {
      const phone = await window.Clerk.user.createPhoneNumber({ phoneNumber: '+12015550123' });
      await phone.prepareVerification();
      const done = await phone.attemptVerification({ code: '424242' });
      return [done.verification.status, window.Clerk.user.primaryPhoneNumber?.phoneNumber];
    },
    expected: ['verified', '+12015550123'],
  },
  {
    name: 'update: another phone number becomes primary',
    async run() {
      const phone = await window.Clerk.user.createPhoneNumber({ phoneNumber: '+12025550147' });
      await phone.prepareVerification();
      await phone.attemptVerification({ code: '424242' });
      await window.Clerk.user.update({ primaryPhoneNumberId: phone.id });
      return window.Clerk.user.primaryPhoneNumber?.phoneNumber;
    },
    expected: '+12025550147',
  },
  {
    name: 'setReservedForSecondFactor, with backup codes',
    async run() {
      const phone = window.Clerk.user.phoneNumbers.find((each) => each.phoneNumber === '+12015550123');
      const done = await phone?.setReservedForSecondFactor({ reserved: true });
      return [done?.reservedForSecondFactor, done?.backupCodes?.length, window.Clerk.user.twoFactorEnabled];
    },
    expected: [true, 10, true],
  },
];

export const SECOND_PHONES: Operation[] = [
  {
    name: 'a change after a second factor was switched on needs a reverification',
    run: () =>
      window.Clerk.user.createTOTP().then(
        () => 'created',
        ({ errors: [error] }) => error.code,
      ),
    expected: 'session_reverification_required',
  },
  {
    name: 'a reverification with password and phone code',
    async run() {
      const { session, user } = window.Clerk;
      const begun = await session.startVerification({ level: 'multi_factor' });
      const password = 'a fine long password';
      const half = await session.attemptFirstFactorVerification({ strategy: 'password', password });
      const phoneNumberId = user.phoneNumbers.find((each) => each.reservedForSecondFactor)?.id;
      await session.prepareSecondFactorVerification({ strategy: 'phone_code', phoneNumberId });
      const done = await session.attemptSecondFactorVerification({ strategy: 'phone_code', code: '424242' });
      return [begun.status, half.status, done.status];
    },
    expected: ['needs_first_factor', 'needs_second_factor', 'complete'],
  },
  {
    name: 'makeDefaultSecondFactor',
    async run() {
      for (const phone of window.Clerk.user.phoneNumbers) {
        if (!phone.reservedForSecondFactor) await phone.setReservedForSecondFactor({ reserved: true });
      }
      const other = window.Clerk.user.phoneNumbers.find((each) => !each.defaultSecondFactor);
      await other?.makeDefaultSecondFactor();
      return window.Clerk.user.phoneNumbers.map((each) => [each.id === other?.id, each.defaultSecondFactor].join());
    },
    expected: ['false,false', 'true,true'],
  },
  {
    name: 'setReservedForSecondFactor: off',
    async run() {
      for (const phone of window.Clerk.user.phoneNumbers) await phone.setReservedForSecondFactor({ reserved: false });
      return window.Clerk.user.twoFactorEnabled;
    },
    expected: false,
  },
  {
    name: 'destroy a phone number',
    async run() {
      for (const phone of window.Clerk.user.phoneNumbers) await phone.destroy();
      return [window.Clerk.user.phoneNumbers.length, window.Clerk.user.primaryPhoneNumber];
    },
    expected: [0, null],
  },
];

export const WALLETS: Operation[] = [
  {
    name: 'createWeb3Wallet and a signature',
    async run() {
      const strategy = 'web3_metamask_signature';
      const wallet = await window.Clerk.user.createWeb3Wallet({ web3Wallet: window.testWallet.address });
      const prepared = await wallet.prepareVerification({ strategy });
      const signature = window.testWallet.sign(prepared.verification.message ?? '');
      const done = await wallet.attemptVerification({ strategy, signature });
      return [done.verification.status, window.Clerk.user.primaryWeb3Wallet?.id === wallet.id];
    },
    expected: ['verified', true],
  },
  {
    name: 'destroy a wallet',
    async run() {
      await window.Clerk.user.web3Wallets[0]?.destroy();
      return window.Clerk.user.web3Wallets.length;
    },
    expected: 0,
  },
];

export const PASSKEYS: Operation[] = [
  {
    name: 'createPasskey',
    async run() {
      const passkey = await window.Clerk.user.createPasskey();
      return [passkey.verification?.status, window.Clerk.user.passkeys.length];
    },
    expected: ['verified', 1],
  },
  {
    name: 'update a passkey',
    async run() {
      const renamed = await window.Clerk.user.passkeys[0]?.update({ name: 'Laptop' });
      return [renamed?.name, window.Clerk.user.passkeys[0]?.name];
    },
    expected: ['Laptop', 'Laptop'],
  },
  {
    name: 'delete a passkey',
    async run() {
      const answer = await window.Clerk.user.passkeys[0]?.delete();
      return [answer?.deleted, window.Clerk.user.passkeys.length];
    },
    expected: [true, 0],
  },
];

export const AUTHENTICATOR_APPS: Operation[] = [
  {
    name: 'verifyTOTP',
    async run() {
      const app = await window.Clerk.user.verifyTOTP({ code: window.code });
      return [app.verified, app.backupCodes?.length, window.Clerk.user.totpEnabled];
    },
    expected: [true, 10, true],
  },
  {
    name: 'createBackupCode',
    async run() {
      const { codes } = await window.Clerk.user.createBackupCode();
      return [codes.length, window.Clerk.user.backupCodeEnabled];
    },
    expected: [10, true],
  },
  {
    name: 'disableTOTP',
    async run() {
      const answer = await window.Clerk.user.disableTOTP();
      return [answer.deleted, window.Clerk.user.totpEnabled, window.Clerk.user.backupCodeEnabled];
    },
    expected: [true, false, false],
  },
];
