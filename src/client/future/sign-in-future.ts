import type { EmailFactor, FirstFactor, PhoneFactor } from '../resources/types/factors.ts';
import type { SignInCreateParams, SignInResource } from '../resources/types/sign-in.ts';
import type { Attempt } from './attempt.ts';
import { liveObject, type SignInValues, signInValues } from './attempt-values.ts';
import {
  absolute,
  finalize,
  misuse,
  noFactor,
  requireBegun,
  reset,
  submitProof,
  ticketOfPage,
  timeZone,
  waitForLink,
} from './common-steps.ts';
import type { FutureHost } from './future-host.ts';
import { firstFactorPasskey, secondFactorPasskey } from './passkey-steps.ts';
import type {
  FutureCodeParams,
  SignInFutureEmailCodeSendParams,
  SignInFutureEmailLinkSendParams,
  SignInFuturePhoneCodeSendParams,
  SignInFutureResetPasswordSubmitParams,
  SignInFutureResource,
} from '../resources/types/sign-in-future.ts';
import { signerFor } from './wallet-steps.ts';

type Name = FirstFactor['strategy'];

/**
 * Creates what pages see of a sign-in. It is no plain object, so that frameworks leave it as it is when a page keeps it in
 * their state, and its methods can be taken from it.
 */
export function presentSignIn(host: FutureHost, attempt: Attempt<SignInResource>): SignInFutureResource {
  const { run, call } = attempt;
  const now = () => attempt.snapshot;
  const read = () => signInValues(host, attempt.snapshot, attempt.canBeDiscarded);
  const begun = () => requireBegun(now(), 'Begin a sign-in first: with create(), or with an address or number.');

  const begin = (params: SignInCreateParams & { timezone?: string | undefined }) =>
    call((signIn) => signIn.create({ timezone: timeZone(), ...params } as SignInCreateParams));
  /** Begins with the identifier if there is one, and finds the factor in what the account has. */
  const factorOf = async <Factor extends EmailFactor | PhoneFactor>(
    strategy: Factor['strategy'],
    identifier?: string,
    isWanted: (factor: Factor) => boolean = () => false,
  ) => {
    if (identifier) await begin({ identifier });
    const { supportedFirstFactors } = begun();
    const factors = (supportedFirstFactors ?? []).filter((each) => each.strategy === strategy) as Factor[];
    const factor =
      factors.find(isWanted) ?? factors.find(({ safeIdentifier }) => safeIdentifier === now().identifier) ?? factors[0];
    if (!factor) throw noFactor(strategy);
    return factor;
  };
  const prepare = (params: Parameters<SignInResource['prepareFirstFactor']>[0] & { channel?: string | undefined }) =>
    call(() => begun().prepareFirstFactor(params));
  const verify = (strategy: Name, { code }: FutureCodeParams) =>
    run(() => call(() => begun().attemptFirstFactor({ strategy, code })), [strategy, code]);
  const submitPassword = ({ password, signOutOfOtherSessions = true }: SignInFutureResetPasswordSubmitParams) =>
    run(
      () => call(() => begun().resetPassword({ password, signOutOfOtherSessions })),
      ['newPassword', password, signOutOfOtherSessions],
    );
  const verifySecond = (strategy: string, { code }: FutureCodeParams) =>
    run(() => call(() => begun().attemptSecondFactor({ strategy, code })), ['second', strategy, code]);
  const sendSecond = (strategy: 'phone_code' | 'email_code') =>
    run(async () => {
      const factor = begun().supportedSecondFactors?.find((each) => each.strategy === strategy);
      if (!factor) throw noFactor(strategy);
      await call((signIn) => signIn.prepareSecondFactor(factor));
    }, strategy);

  const methods: Omit<SignInFutureResource, Exclude<keyof SignInValues, 'emailLink'>> = {
    create: (params) => run(() => begin(params), ['create', params]),
    password(params) {
      const { identifier, emailAddress, phoneNumber, ...rest } = params;
      return run(() => {
        const given = [identifier, emailAddress, phoneNumber].filter(Boolean);
        if (given.length > 1) throw misuse('Pass one of identifier, emailAddress and phoneNumber.');
        const { identifier: present, timezone } = read();
        return begin({ ...(timezone && { timezone }), ...rest, identifier: given[0] ?? present ?? undefined });
      }, ['password', params]);
    },
    emailCode: {
      sendCode: ({ emailAddress, emailAddressId }: SignInFutureEmailCodeSendParams = {}) =>
        run(async () => {
          const strategy = 'email_code';
          const factor = await factorOf<EmailFactor>(
            strategy,
            emailAddress,
            (each) => each.emailAddressId === emailAddressId,
          );
          await prepare({ strategy, emailAddressId: factor.emailAddressId });
        }, ['emailCode', emailAddress, emailAddressId]),
      verifyCode: (params) => verify('email_code', params),
    },
    emailLink: liveObject(() => read().emailLink, {
      sendLink: ({ emailAddress, emailAddressId, verificationUrl }: SignInFutureEmailLinkSendParams) =>
        run(async () => {
          const strategy = 'email_link';
          const factor = await factorOf<EmailFactor>(
            strategy,
            emailAddress,
            (each) => each.emailAddressId === emailAddressId,
          );
          const redirectUrl = absolute(host, verificationUrl);
          await prepare({ strategy, emailAddressId: factor.emailAddressId, redirectUrl });
        }, ['emailLink', emailAddress, emailAddressId, verificationUrl]),
      waitForVerification: () =>
        run(() => waitForLink(host, attempt, (signIn) => signIn.firstFactorVerification.status), 'wait'),
    }),
    phoneCode: {
      sendCode: ({ phoneNumber, phoneNumberId, channel = 'sms' }: SignInFuturePhoneCodeSendParams = {}) =>
        run(async () => {
          const strategy = 'phone_code';
          const factor = await factorOf<PhoneFactor>(
            strategy,
            phoneNumber,
            (each) => each.phoneNumberId === phoneNumberId,
          );
          await prepare({ strategy, phoneNumberId: factor.phoneNumberId, channel });
        }, ['phoneCode', phoneNumber, phoneNumberId, channel]),
      verifyCode: (params) => verify('phone_code', params),
    },
    resetPasswordEmailCode: {
      sendCode: () =>
        run(async () => {
          const strategy = 'reset_password_email_code';
          const { emailAddressId } = await factorOf<EmailFactor>(strategy);
          await prepare({ strategy, emailAddressId });
        }, 'resetByEmail'),
      verifyCode: (params) => verify('reset_password_email_code', params),
      submitPassword,
    },
    resetPasswordPhoneCode: {
      sendCode: ({ phoneNumber }: { phoneNumber?: string } = {}) =>
        run(async () => {
          const strategy = 'reset_password_phone_code';
          const { phoneNumberId } = await factorOf<PhoneFactor>(strategy, phoneNumber);
          await prepare({ strategy, phoneNumberId });
        }, ['resetByPhone', phoneNumber]),
      verifyCode: (params) => verify('reset_password_phone_code', params),
      submitPassword,
    },
    mfa: {
      sendPhoneCode: () => sendSecond('phone_code'),
      verifyPhoneCode: (params) => verifySecond('phone_code', params),
      sendEmailCode: () => sendSecond('email_code'),
      verifyEmailCode: (params) => verifySecond('email_code', params),
      verifyTOTP: (params) => verifySecond('totp', params),
      verifyBackupCode: (params) => verifySecond('backup_code', params),
      passkey: () => run(() => secondFactorPasskey(attempt)),
    },
    sso: ({ popup, redirectUrl, redirectCallbackUrl, ...params }) =>
      run(async () => {
        const create = (more: SignInCreateParams) => begin({ ...more, ...params });
        const { signInMethods } = await import('../resources/methods/sign-in-methods.ts');
        const parts = { context: host.resources, resource: { ...now(), create } };
        const urls = { strategy: params.strategy, redirectUrl: redirectCallbackUrl };
        if (popup) await signInMethods.authenticateWithPopup(parts, { ...urls, popup });
        else await signInMethods.authenticateWithRedirect(parts, { ...urls, redirectUrlComplete: redirectUrl });
        // The window has changed the sign-in, or completed it. Only the sign-in itself says so then.
        if (popup) await call(() => begun().reload());
      }),
    web3: (params) =>
      run(async () => {
        const signer = await signerFor(params);
        await call((signIn) => signIn.authenticateWithWeb3(signer));
      }),
    passkey: ({ flow } = {}) => run(() => firstFactorPasskey(host, attempt, flow)),
    ticket: (params) =>
      run(() => begin({ strategy: 'ticket', ticket: params?.ticket ?? ticketOfPage(host) }), ['ticket', params]),
    submitProtectCheck: (params) => run(() => submitProof(host, '/client/sign_ins', now().id, params)),
    finalize: (params) => finalize(host, attempt, params),
    reset: () => reset(attempt),
  };
  return liveObject(read, methods);
}
