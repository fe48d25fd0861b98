import { pageLocale } from '../platform/page-locale.ts';
import type { SignUpParams, SignUpResource } from '../resources/types.ts';
import type { Attempt } from './attempt.ts';
import {
  absolute,
  existingSession,
  finalize,
  linkOutcome,
  opaque,
  requireBegun,
  reset,
  submitProof,
  ticketOfPage,
  waitForLink,
} from './common-steps.ts';
import type { FutureHost } from './future-host.ts';
import type { FutureCodeParams } from '../resources/future/sign-in-types.ts';
import type { SignUpFutureCreateParams, SignUpFutureResource } from '../resources/future/sign-up-types.ts';
import { signerFor } from './wallet-steps.ts';

type Snapshot = SignUpResource & {
  readonly locale?: string | null;
  readonly timezone?: string | null;
  readonly protectCheck?: object | null;
};

/** Creates what pages see of a sign-up. See {@link presentSignIn} for what kind of object it is. */
export function presentSignUp(host: FutureHost, attempt: Attempt<SignUpResource>): SignUpFutureResource {
  const { run, call } = attempt;
  const now = () => attempt.snapshot as Snapshot;
  const begun = () => requireBegun(now(), 'Begin a sign-up first: with create() or password().');

  const begin = (params: SignUpFutureCreateParams) =>
    call((signUp) => signUp.create({ ...pageLocale(), ...params } as SignUpParams));
  /** Changes the sign-up that there is, or begins one. */
  const upsert = (params: SignUpFutureCreateParams) =>
    now().id === undefined ? begin(params) : call((signUp) => signUp.update(params));
  const verify = (strategy: string, { code }: FutureCodeParams) =>
    run(() => call(() => begun().attemptVerification({ strategy, code })));
  const send = (params: Parameters<SignUpResource['prepareVerification']>[0] & { channel?: string }) =>
    run(() => call(() => begun().prepareVerification(params)), params);

  const verifications = opaque({
    get emailAddress() {
      return now().verifications.emailAddress;
    },
    get phoneNumber() {
      return now().verifications.phoneNumber;
    },
    get web3Wallet() {
      return now().verifications.web3Wallet;
    },
    get externalAccount() {
      return now().verifications.externalAccount;
    },
    get emailLinkVerification() {
      return linkOutcome(host);
    },
    sendEmailCode: () => send({ strategy: 'email_code' }),
    verifyEmailCode: (params: FutureCodeParams) => verify('email_code', params),
    sendEmailLink: ({ verificationUrl }: { verificationUrl: string }) =>
      send({ strategy: 'email_link', redirectUrl: absolute(host, verificationUrl) }),
    waitForEmailLinkVerification: () =>
      run(() => waitForLink(host, attempt, (signUp) => signUp.verifications.emailAddress.status), 'wait'),
    sendPhoneCode: ({ channel = 'sms' }: { channel?: string } = {}) => send({ strategy: 'phone_code', channel }),
    verifyPhoneCode: (params: FutureCodeParams) => verify('phone_code', params),
  });

  return opaque({
    get id() {
      return now().id;
    },
    get status() {
      return now().status ?? 'missing_requirements';
    },
    get requiredFields() {
      return now().requiredFields;
    },
    get optionalFields() {
      return now().optionalFields;
    },
    get missingFields() {
      return now().missingFields;
    },
    get unverifiedFields() {
      return now().unverifiedFields;
    },
    get isTransferable() {
      const { status, error } = now().verifications.externalAccount;
      return status === 'transferable' && error?.code === 'external_account_exists';
    },
    get existingSession() {
      return existingSession(now().verifications.externalAccount, ['failed', 'unverified']);
    },
    get username() {
      return now().username;
    },
    get firstName() {
      return now().firstName;
    },
    get lastName() {
      return now().lastName;
    },
    get emailAddress() {
      return now().emailAddress;
    },
    get phoneNumber() {
      return now().phoneNumber;
    },
    get web3Wallet() {
      return now().web3wallet;
    },
    get hasPassword() {
      return now().hasPassword;
    },
    get unsafeMetadata() {
      return now().unsafeMetadata;
    },
    get createdSessionId() {
      return now().createdSessionId;
    },
    get createdUserId() {
      return now().createdUserId;
    },
    get abandonAt() {
      return now().abandonAt;
    },
    get legalAcceptedAt() {
      return now().legalAcceptedAt;
    },
    get locale() {
      return now().locale ?? null;
    },
    get timezone() {
      return now().timezone ?? null;
    },
    get protectCheck() {
      return now().protectCheck ?? null;
    },
    get canBeDiscarded() {
      return attempt.canBeDiscarded;
    },

    verifications,
    create: (params) => run(() => begin(params)),
    update: (params) => run(() => call(() => begun().update(params))),
    password: (params) => run(() => upsert(params)),
    sso: ({ popup, redirectUrl, redirectCallbackUrl, ...params }) =>
      run(async () => {
        const { strategy, oidcPrompt: _, enterpriseConnectionId: __, ...fields } = params;
        const signUp = now();
        const continueSignUp = signUp.id !== undefined;
        if (continueSignUp && Object.keys(fields).length) await call(() => signUp.update(fields));
        const create = (more: SignUpParams) => begin({ ...more, ...params } as SignUpFutureCreateParams);
        const { signUpMethods } = await import('../resources/methods/sign-up-methods.ts');
        const parts = { context: host.resources, resource: { ...now(), create } };
        const urls = { strategy, redirectUrl: redirectCallbackUrl, redirectUrlComplete: redirectUrl, continueSignUp };
        if (popup) await signUpMethods.authenticateWithPopup(parts, { ...urls, popup });
        else await signUpMethods.authenticateWithRedirect(parts, urls);
        // The window has changed the sign-up, or completed it. Only the sign-up itself says so then.
        if (popup) await call(() => begun().reload());
      }),
    web3: ({ strategy, walletName, ...fields }) =>
      run(async () => {
        const { identifier: web3Wallet, generateSignature } = await signerFor({ strategy, walletName });
        await begin({ ...fields, web3Wallet, provider: undefined } as SignUpFutureCreateParams);
        const prepared = await call((signUp) => signUp.prepareVerification({ strategy }));
        const signature = await generateSignature({ nonce: prepared.verifications.web3Wallet.message ?? '' });
        await call((signUp) => signUp.attemptVerification({ strategy, signature }));
      }),
    ticket: (params) => run(() => begin({ ticket: ticketOfPage(host), ...params, strategy: 'ticket' })),
    submitProtectCheck: (params) => run(() => submitProof(host, '/client/sign_ups', now().id, params)),
    finalize: (params) => finalize(host, attempt, params),
    reset: () => reset(attempt),
  } satisfies SignUpFutureResource);
}
