import type { SignUpStatus } from '../../../protocol/status.ts';
import type {
  AuthenticateWithPopupParams,
  AuthenticateWithRedirectParams,
  AuthenticateWithWeb3Params,
  FurtherAttemptMembers,
  WalletSignUpParams,
} from './attempt.ts';
import type { AttemptParams, FactorParams } from './factors.ts';
import type { ClerkResource } from './resource.ts';
import type { SignUpFutureResource } from './sign-up-future.ts';
import type { EmailLinkFlow, SignUpVerificationResource } from './verification.ts';

export interface SignUpParams {
  emailAddress?: string;
  /** In E.164. */
  phoneNumber?: string;
  web3Wallet?: string;
  legalAccepted?: boolean | undefined;
  strategy?: string;
  ticket?: string;
  /** An ID token, and the text whose hash it holds as `nonce`. */
  token?: string;
  nonce?: string | undefined;
  transfer?: boolean;
  redirectUrl?: string;
  actionCompleteRedirectUrl?: string;
  captchaToken?: string;
  captchaWidgetType?: string | null;
  username?: string;
  password?: string;
  firstName?: string;
  lastName?: string;
  unsafeMetadata?: Record<string, unknown>;
}

/** Members of a sign-up that few pages use: `load()` adds them. */
export interface FurtherSignUpMembers extends FurtherAttemptMembers {
  /** Language of the visitor, where the API knows it. */
  readonly locale: string | null;
  /** Updates the attempt, or creates one if there is none. */
  upsert(params: SignUpParams): Promise<SignUpResource>;
  /** Creates what sends a link to the address and waits until it is opened. */
  createEmailLinkFlow(): EmailLinkFlow<SignUpResource>;
  /** Sends a code to the email address. */
  prepareEmailAddressVerification(params?: { strategy: string }): Promise<SignUpResource>;
  /** Verifies the email address with the code that was sent. */
  attemptEmailAddressVerification(params: { code: string }): Promise<SignUpResource>;
  /** Sends a code to the phone number. */
  preparePhoneNumberVerification(params?: { strategy: string }): Promise<SignUpResource>;
  /** Verifies the phone number with the code that was sent. */
  attemptPhoneNumberVerification(params: { code: string }): Promise<SignUpResource>;
  /** Asks for the message that the wallet has to sign. */
  prepareWeb3WalletVerification(params?: { strategy: string }): Promise<SignUpResource>;
  /** Verifies the wallet with its signature of the message. */
  attemptWeb3WalletVerification(params: { signature: string; strategy?: string }): Promise<SignUpResource>;
  /** Navigates to the provider. */
  authenticateWithRedirect(params: AuthenticateWithRedirectParams): Promise<void>;
  /**
   * Opens the provider in a window that the page has opened, and resolves when it is done. With `redirectUrlComplete` the
   * page then goes there with the new session, or to the callback page for what is missing; without it the page stays.
   */
  authenticateWithPopup(params: AuthenticateWithPopupParams): Promise<void>;
  /** Finds the wallet in the page and has it sign. */
  authenticateWithMetamask(params?: WalletSignUpParams): Promise<SignUpResource>;
  /** `authenticateWithMetamask` with another wallet. */
  authenticateWithCoinbaseWallet(params?: WalletSignUpParams): Promise<SignUpResource>;
  /** `authenticateWithMetamask` with another wallet. */
  authenticateWithBase(params?: WalletSignUpParams): Promise<SignUpResource>;
  /** `authenticateWithMetamask` with another wallet. */
  authenticateWithOKXWallet(params?: WalletSignUpParams): Promise<SignUpResource>;
  /** This sign-up with the newer methods for custom flows, which resolve to `{ error }`. */
  readonly __internal_future: SignUpFutureResource;
}

/** An attempt to sign up. `missingFields` and `unverifiedFields` say what it needs next, with names in snake_case. */
export interface SignUpResource extends ClerkResource, FurtherSignUpMembers {
  /** Undefined while nothing has begun. */
  readonly id: string | undefined;
  /** What the attempt is: `missing_requirements` or `complete`; null while nothing has begun. */
  readonly status: SignUpStatus | null;
  /** The fields that every sign-up needs, with names in snake_case. */
  readonly requiredFields: readonly string[];
  /** The fields that a sign-up can have besides. */
  readonly optionalFields: readonly string[];
  /** The fields that this attempt still needs. */
  readonly missingFields: readonly string[];
  /** The fields that are still to be verified. */
  readonly unverifiedFields: readonly string[];
  /** How far the verification of each field is. */
  readonly verifications: {
    readonly emailAddress: SignUpVerificationResource;
    readonly phoneNumber: SignUpVerificationResource;
    readonly web3Wallet: SignUpVerificationResource;
    readonly externalAccount: SignUpVerificationResource;
  };
  readonly username: string | null;
  readonly emailAddress: string | null;
  readonly phoneNumber: string | null;
  readonly web3wallet: string | null;
  /** Milliseconds since the epoch. */
  readonly legalAcceptedAt: number | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** Whether a password was given. */
  readonly hasPassword: boolean;
  readonly unsafeMetadata: Readonly<Record<string, unknown>>;
  /** Id of the session, for `setActive`, when the attempt is complete. */
  readonly createdSessionId: string | null;
  /** Id of the account, when the attempt is complete. */
  readonly createdUserId: string | null;
  /** When the attempt expires, in milliseconds since the epoch. */
  readonly abandonAt: number | null;
  /** Begins a sign-up. */
  create(params: SignUpParams): Promise<SignUpResource>;
  /** Adds or changes fields. */
  update(params: SignUpParams): Promise<SignUpResource>;
  /** Sends a code or a link, or begins an authorization. */
  prepareVerification(params: FactorParams): Promise<SignUpResource>;
  /** Verifies a field, such as with the code that was sent. */
  attemptVerification(params: AttemptParams): Promise<SignUpResource>;
  /** Signs up with a signature of a wallet. */
  authenticateWithWeb3(params: AuthenticateWithWeb3Params): Promise<SignUpResource>;
  /** Reads the attempt again. */
  reload(): Promise<SignUpResource>;
}
