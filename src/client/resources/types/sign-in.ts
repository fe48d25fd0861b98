import type { SignInStatus } from '../../../protocol/status.ts';
import type {
  AuthenticateWithPopupParams,
  AuthenticateWithRedirectParams,
  AuthenticateWithWeb3Params,
  FurtherAttemptMembers,
} from './attempt.ts';
import type { AttemptParams, FactorParams, FirstFactor, SecondFactor } from './factors.ts';
import type { ClerkResource } from './resource.ts';
import type { SignInFutureResource } from './sign-in-future.ts';
import type { EmailLinkFlow, VerificationResource } from './verification.ts';

/** Parameters of a new sign-in: the identifier, and the strategy with what it verifies if they are known already. */
export interface SignInCreateParams {
  identifier?: string;
  strategy?: string;
  password?: string;
  code?: string;
  ticket?: string;
  /** An ID token, and the text whose hash it holds as `nonce`. */
  token?: string;
  nonce?: string | undefined;
  transfer?: boolean;
  redirectUrl?: string;
  actionCompleteRedirectUrl?: string;
  oidcPrompt?: string;
}

/** Members of a sign-in that few pages use: `load()` adds them. */
export interface FurtherSignInMembers extends FurtherAttemptMembers {
  /** Creates what sends a link and waits until it is opened. */
  createEmailLinkFlow(): EmailLinkFlow<SignInResource>;
  /** @param params `flow`: `autofill` waits until the user chooses a passkey in the identifier field */
  authenticateWithPasskey(params?: { flow?: 'autofill' | 'discoverable' }): Promise<SignInResource>;
  /** Finds the wallet in the page and has it sign. */
  authenticateWithMetamask(): Promise<SignInResource>;
  /** `authenticateWithMetamask` with another wallet. */
  authenticateWithCoinbaseWallet(): Promise<SignInResource>;
  /** `authenticateWithMetamask` with another wallet. */
  authenticateWithBase(): Promise<SignInResource>;
  /** `authenticateWithMetamask` with another wallet. */
  authenticateWithOKXWallet(): Promise<SignInResource>;
  /** This sign-in with the newer methods for custom flows, which resolve to `{ error }`. */
  readonly __internal_future: SignInFutureResource;
}

/** An attempt to sign in. `status` says what it needs next; a complete one has `createdSessionId`. */
export interface SignInResource extends ClerkResource, FurtherSignInMembers {
  /** Undefined while nothing has begun. */
  readonly id: string | undefined;
  /** What the attempt needs next, such as `needs_first_factor`; null while nothing has begun. */
  readonly status: SignInStatus | null;
  /** What the user has typed. */
  readonly identifier: string | null;
  readonly supportedIdentifiers: readonly string[];
  /** The ways in for the account; null before it is identified. */
  readonly supportedFirstFactors: readonly FirstFactor[] | null;
  /** The second factors of the account; null before they are needed. */
  readonly supportedSecondFactors: readonly SecondFactor[] | null;
  /** The first factor that was prepared or attempted last. */
  readonly firstFactorVerification: VerificationResource;
  /** The second factor that was prepared or attempted last. */
  readonly secondFactorVerification: VerificationResource;
  /** Whether the API knows this device of the user. */
  readonly clientTrustState: 'pending' | 'new' | 'known' | null;
  /** Id of the session, for `setActive`, when the attempt is complete. */
  readonly createdSessionId: string | null;
  /** Whom the attempt greets, once an account is identified. */
  readonly userData: { firstName: string | null; lastName: string | null; imageUrl: string; hasImage: boolean } | null;
  /** Begins a sign-in. */
  create(params: SignInCreateParams): Promise<SignInResource>;
  /** Sends a code or a link, or asks for a challenge. */
  prepareFirstFactor(params: FactorParams): Promise<SignInResource>;
  /** Verifies the first factor, such as a password or a code. */
  attemptFirstFactor(params: AttemptParams): Promise<SignInResource>;
  /** Sends a code or a link for the second factor. */
  prepareSecondFactor(params: FactorParams): Promise<SignInResource>;
  /** Verifies the second factor. */
  attemptSecondFactor(params: AttemptParams): Promise<SignInResource>;
  /** Sets a new password. Ends the user's other sessions unless `signOutOfOtherSessions` is false. */
  resetPassword(params: { password: string; signOutOfOtherSessions?: boolean }): Promise<SignInResource>;
  /** Navigates to the provider. */
  authenticateWithRedirect(params: AuthenticateWithRedirectParams): Promise<void>;
  /**
   * Opens the provider in a window that the page has opened, and resolves when it is done. With `redirectUrlComplete` the
   * page then goes there with the new session, or to the callback page for what is missing; without it the page stays.
   */
  authenticateWithPopup(params: AuthenticateWithPopupParams): Promise<void>;
  /** Signs in with a signature of a wallet. */
  authenticateWithWeb3(params: AuthenticateWithWeb3Params): Promise<SignInResource>;
  /** Reads the attempt again. */
  reload(): Promise<SignInResource>;
}
