import type { FirstFactor, SecondFactor } from './factors.ts';
import type { SignInResource } from './sign-in.ts';
import type { VerificationResource } from './verification.ts';
import type { FinalizeParams, FutureResult } from './future-state.ts';

/** Parameters of `signIn.create`. */
export interface SignInFutureCreateParams {
  identifier?: string;
  password?: string;
  /** `oauth_…`, `enterprise_sso`, `passkey` or `ticket`. */
  strategy?: string;
  redirectUrl?: string;
  actionCompleteRedirectUrl?: string;
  oidcPrompt?: string;
  oidcLoginHint?: string;
  /** Continue with what the present sign-up has proved. */
  transfer?: boolean;
  ticket?: string;
  /** Prepare a sign-up when there is no account. */
  signUpIfMissing?: boolean;
  /** Default: the time zone of the browser. */
  timezone?: string;
}

/** Parameters of `signIn.password`. At most one of the three names; without any, the present identifier counts. */
export interface SignInFuturePasswordParams {
  password: string;
  identifier?: string;
  emailAddress?: string;
  phoneNumber?: string;
  timezone?: string;
}

/** Where a code goes. Without either, to the address of the present sign-in. */
export interface SignInFutureEmailCodeSendParams {
  /** Begins a sign-in with this address. */
  emailAddress?: string;
  /** An address of the present sign-in. */
  emailAddressId?: string;
}

export interface SignInFutureEmailLinkSendParams extends SignInFutureEmailCodeSendParams {
  /** The page that the link leads to: a URL, or a path of this origin. It calls `handleEmailLinkVerification`. */
  verificationUrl: string;
}

export interface SignInFuturePhoneCodeSendParams {
  /** Begins a sign-in with this number, in E.164. */
  phoneNumber?: string;
  /** A number of the present sign-in. */
  phoneNumberId?: string;
  /** Default: `sms`. */
  channel?: string;
}

export interface FutureCodeParams {
  /** The code that the user typed. */
  code: string;
}

export interface SignInFutureResetPasswordSubmitParams {
  password: string;
  /** End the user's other sessions. Default: true. */
  signOutOfOtherSessions?: boolean;
}

/** Parameters of `sso`. */
export interface SignInFutureSSOParams {
  /** `oauth_google`, `enterprise_sso`, … */
  strategy: string;
  /** Where to go when the user is signed in. */
  redirectUrl: string;
  /** The page that the provider leads back to. It calls `handleRedirectCallback`. */
  redirectCallbackUrl: string;
  /** A window for the provider's pages. This page then stays as it is. */
  popup?: Window;
  oidcPrompt?: string;
  identifier?: string;
  enterpriseConnectionId?: string;
}

export interface FutureWeb3Params {
  /** `web3_metamask_signature`, … */
  strategy: string;
  provider?: string;
  /** Name of the wallet, where several can use the strategy. */
  walletName?: string;
}

/** How an emailed link has ended, as the page behind it reads it from its own URL. */
export interface EmailLinkOutcome {
  status: 'verified' | 'expired' | 'failed' | 'client_mismatch';
  createdSessionId: string;
  /** Whether this browser has requested the link. */
  verifiedFromTheSameClient: boolean;
}

/**
 * A sign-in as Clerk's newer custom-flow API has it. Its fields show the newest state; each method resolves to
 * `{ error }`, and what failed is in `errors` of the signal as well.
 *
 * @example
 * const { error } = await signIn.password({ identifier: 'ada@example.com', password });
 * if (!error && signIn.status === 'complete') await signIn.finalize({ navigate: () => router.push('/') });
 */
export interface SignInFutureResource {
  readonly id: string | undefined;
  /** What comes next; `needs_identifier` before the sign-in has begun. */
  readonly status: NonNullable<SignInResource['status']>;
  readonly supportedFirstFactors: readonly FirstFactor[];
  readonly supportedSecondFactors: readonly SecondFactor[];
  /** Always empty: this release has no enterprise connections. */
  readonly ssoBypassFirstFactors: readonly FirstFactor[];
  /** Whether no account has the identity that was proved, so that `signUp.create({ transfer: true })` can take it. */
  readonly isTransferable: boolean;
  /** The session of the account in this browser, when the provider led to an account that is signed in already. */
  readonly existingSession: { sessionId: string } | undefined;
  readonly firstFactorVerification: VerificationResource;
  readonly secondFactorVerification: VerificationResource;
  readonly identifier: string | null;
  readonly timezone: string | null;
  /** The new session, once the sign-in is complete. */
  readonly createdSessionId: string | null;
  readonly userData: SignInResource['userData'];
  readonly protectCheck: object | null;
  /** Whether the sign-in was finalized. */
  readonly canBeDiscarded: boolean;

  /** Begins a sign-in. The methods below are easier to use. */
  create(params: SignInFutureCreateParams): Promise<FutureResult>;
  /** Signs in with a password. */
  password(params: SignInFuturePasswordParams): Promise<FutureResult>;
  /** Sends a code to a mailbox, and verifies it. */
  readonly emailCode: {
    sendCode(params?: SignInFutureEmailCodeSendParams): Promise<FutureResult>;
    verifyCode(params: FutureCodeParams): Promise<FutureResult>;
  };
  /** Mails a link, and waits for it. */
  readonly emailLink: {
    sendLink(params: SignInFutureEmailLinkSendParams): Promise<FutureResult>;
    /** Resolves once the link was opened or has expired, wherever that was. */
    waitForVerification(): Promise<FutureResult>;
    /** How the link has ended, on the page behind it; null elsewhere. */
    readonly verification: EmailLinkOutcome | null;
  };
  /** Sends a code to a phone, and verifies it. */
  readonly phoneCode: {
    sendCode(params?: SignInFuturePhoneCodeSendParams): Promise<FutureResult>;
    verifyCode(params: FutureCodeParams): Promise<FutureResult>;
  };
  /** Replaces a forgotten password: call `create({ identifier })` first. */
  readonly resetPasswordEmailCode: {
    sendCode(): Promise<FutureResult>;
    verifyCode(params: FutureCodeParams): Promise<FutureResult>;
    submitPassword(params: SignInFutureResetPasswordSubmitParams): Promise<FutureResult>;
  };
  /** Begins with a phone number, or continues after `create({ identifier })`. */
  readonly resetPasswordPhoneCode: {
    /** @param params `phoneNumber`: begins a sign-in with this number */
    sendCode(params?: { phoneNumber?: string }): Promise<FutureResult>;
    verifyCode(params: FutureCodeParams): Promise<FutureResult>;
    submitPassword(params: SignInFutureResetPasswordSubmitParams): Promise<FutureResult>;
  };
  /** Goes to a provider. The page that it leads back to calls `handleRedirectCallback`. */
  sso(params: SignInFutureSSOParams): Promise<FutureResult>;
  /** The second factor, for status `needs_second_factor` and `needs_client_trust`. */
  readonly mfa: {
    sendPhoneCode(): Promise<FutureResult>;
    verifyPhoneCode(params: FutureCodeParams): Promise<FutureResult>;
    sendEmailCode(): Promise<FutureResult>;
    verifyEmailCode(params: FutureCodeParams): Promise<FutureResult>;
    /** A code of an authenticator app. */
    verifyTOTP(params: FutureCodeParams): Promise<FutureResult>;
    verifyBackupCode(params: FutureCodeParams): Promise<FutureResult>;
    passkey(): Promise<FutureResult>;
  };
  /** Signs in with a ticket of the Backend API. Default: the one in the page's URL (`__clerk_ticket`). */
  ticket(params?: { ticket: string }): Promise<FutureResult>;
  /** Has a wallet of the page sign a message. */
  web3(params: FutureWeb3Params): Promise<FutureResult>;
  /**
   * Has the browser offer passkeys. Without a `flow`, those of the identified account; `autofill` waits until the user
   * chooses one in the identifier field.
   */
  passkey(params?: { flow?: 'autofill' | 'discoverable' }): Promise<FutureResult>;
  /** Sends the proof that a check of Clerk's hosted API asks for. */
  submitProtectCheck(params: { proofToken: string }): Promise<FutureResult>;
  /** Makes the session of a complete sign-in the one that the page shows. */
  finalize(params?: FinalizeParams): Promise<FutureResult>;
  /** Gives this sign-in up, without a request: it is an empty one then. */
  reset(): Promise<FutureResult>;
}
