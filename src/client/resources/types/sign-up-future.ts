import type { SignUpResource } from './sign-up.ts';
import type { EmailLinkOutcome, FutureCodeParams, FutureWeb3Params, SignInFutureSSOParams } from './sign-in-future.ts';
import type { FinalizeParams, FutureResult } from './future-state.ts';

/** Fields of the new account. */
export interface SignUpFutureAdditionalParams {
  firstName?: string;
  lastName?: string;
  unsafeMetadata?: Record<string, unknown>;
  legalAccepted?: boolean;
  /** BCP 47. Default: the language of the browser. */
  locale?: string;
}

export interface SignUpFutureUpdateParams extends SignUpFutureAdditionalParams {
  emailAddress?: string;
  /** In E.164. */
  phoneNumber?: string;
  username?: string;
}

export interface SignUpFuturePasswordParams extends SignUpFutureUpdateParams {
  password: string;
}

export interface SignUpFutureCreateParams extends SignUpFutureUpdateParams {
  /** `oauth_…`, `ticket`, `phone_code`, … */
  strategy?: string;
  password?: string;
  /** Continue with what the present sign-in has proved. */
  transfer?: boolean;
  ticket?: string;
  web3Wallet?: string;
  /** Default: the time zone of the browser. */
  timezone?: string;
}

export interface SignUpFutureSSOParams extends Omit<SignInFutureSSOParams, 'identifier'>, SignUpFutureAdditionalParams {
  emailAddress?: string;
}

export interface SignUpFutureTicketParams extends SignUpFutureAdditionalParams {
  ticket: string;
}

export interface SignUpFutureWeb3Params extends FutureWeb3Params, SignUpFutureAdditionalParams {}

/** The proofs that a sign-up needs, and the calls that give them. */
export interface SignUpFutureVerifications extends Readonly<SignUpResource['verifications']> {
  /** How an emailed link has ended, on the page behind it; null elsewhere. */
  readonly emailLinkVerification: EmailLinkOutcome | null;
  sendEmailCode(): Promise<FutureResult>;
  verifyEmailCode(params: FutureCodeParams): Promise<FutureResult>;
  /** @param params `verificationUrl`: the page that the link leads to. It calls `handleEmailLinkVerification`. */
  sendEmailLink(params: { verificationUrl: string }): Promise<FutureResult>;
  /** Resolves once the link was opened or has expired, wherever that was. */
  waitForEmailLinkVerification(): Promise<FutureResult>;
  /** @param params `channel`: default `sms` */
  sendPhoneCode(params?: { channel?: string }): Promise<FutureResult>;
  verifyPhoneCode(params: FutureCodeParams): Promise<FutureResult>;
}

/**
 * A sign-up as Clerk's newer custom-flow API has it. Its fields show the newest state; each method resolves to
 * `{ error }`, and what failed is in `errors` of the signal as well.
 *
 * @example
 * const { error } = await signUp.password({ emailAddress: 'ada@example.com', password });
 * if (!error) await signUp.verifications.sendEmailCode();
 */
export interface SignUpFutureResource {
  readonly id: string | undefined;
  /** `missing_requirements` before the sign-up has begun. */
  readonly status: NonNullable<SignUpResource['status']>;
  /** Names in snake_case, as in the three lists below. */
  readonly requiredFields: readonly string[];
  readonly optionalFields: readonly string[];
  readonly missingFields: readonly string[];
  readonly unverifiedFields: readonly string[];
  /** Whether an account has the identity that was proved, so that `signIn.create({ transfer: true })` can take it. */
  readonly isTransferable: boolean;
  /** The session of the account in this browser, when the provider led to an account that is signed in already. */
  readonly existingSession: { sessionId: string } | undefined;
  readonly username: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly emailAddress: string | null;
  readonly phoneNumber: string | null;
  readonly web3Wallet: string | null;
  readonly hasPassword: boolean;
  readonly unsafeMetadata: Readonly<Record<string, unknown>>;
  /** The new session, once the sign-up is complete. */
  readonly createdSessionId: string | null;
  readonly createdUserId: string | null;
  /** When the sign-up expires, in milliseconds since the epoch. */
  readonly abandonAt: number | null;
  readonly legalAcceptedAt: number | null;
  readonly locale: string | null;
  readonly timezone: string | null;
  readonly protectCheck: object | null;
  /** Whether the sign-up was finalized. */
  readonly canBeDiscarded: boolean;

  /** Begins a sign-up. The methods below are easier to use. */
  create(params: SignUpFutureCreateParams): Promise<FutureResult>;
  /** Adds or changes fields. */
  update(params: SignUpFutureUpdateParams): Promise<FutureResult>;
  readonly verifications: SignUpFutureVerifications;
  /** Begins a sign-up with a password, or gives the present one its password. */
  password(params: SignUpFuturePasswordParams): Promise<FutureResult>;
  /** Goes to a provider. The page that it leads back to calls `handleRedirectCallback`. */
  sso(params: SignUpFutureSSOParams): Promise<FutureResult>;
  /** Signs up with an invitation. Default: the ticket in the page's URL (`__clerk_ticket`). */
  ticket(params?: SignUpFutureTicketParams): Promise<FutureResult>;
  /** Has a wallet of the page sign a message. */
  web3(params: SignUpFutureWeb3Params): Promise<FutureResult>;
  /** Sends the proof that a check of Clerk's hosted API asks for. */
  submitProtectCheck(params: { proofToken: string }): Promise<FutureResult>;
  /** Makes the session of a complete sign-up the one that the page shows. */
  finalize(params?: FinalizeParams): Promise<FutureResult>;
  /** Gives this sign-up up, without a request: it is an empty one then. */
  reset(): Promise<FutureResult>;
}
