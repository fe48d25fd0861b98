import type { SignInFutureResource } from '../src/client/resources/types/sign-in-future.ts';
import type { SignUpFutureResource, SignUpFutureVerifications } from '../src/client/resources/types/sign-up-future.ts';
import type { WaitlistResource } from '../src/client/resources/types/future-state.ts';
import type { ClerkInstance } from '../src/client/types.ts';
import type { ClientResource } from '../src/client/resources/types/client.ts';
import type {
  AuthConfig,
  DisplayConfig,
  EnvironmentResource,
  UserSettings,
} from '../src/client/resources/types/environment.ts';
import type {
  EnterpriseAccountResource,
  ExternalAccountResource,
} from '../src/client/resources/types/external-account.ts';
import type {
  EmailAddressResource,
  IdentificationLink,
  PhoneNumberResource,
  Web3WalletResource,
} from '../src/client/resources/types/identifiers.ts';
import type { DeletedObjectResource } from '../src/client/resources/types/resource.ts';
import type {
  PublicUserData,
  SessionActivityResource,
  SessionResource,
  SessionVerificationResource,
  SessionWithActivitiesResource,
} from '../src/client/resources/types/session.ts';
import type { SignInResource } from '../src/client/resources/types/sign-in.ts';
import type { SignUpResource } from '../src/client/resources/types/sign-up.ts';
import type { ImageResource, UserResource } from '../src/client/resources/types/user.ts';
import type { BackupCodeResource, PasskeyResource, TOTPResource } from '../src/client/resources/types/user-factors.ts';
import type { SignUpVerificationResource, VerificationResource } from '../src/client/resources/types/verification.ts';

/**
 * The objects of the browser API, in the order of docs/browser-api.md. The names are those of Clerk's types, without
 * `Resource`.
 */
export interface BrowserApi {
  /** `window.Clerk`, or what `new Clerk(key)` of `clerk-widgets/headless` creates. */
  Clerk: ClerkInstance;
  /** `clerk.client`: this browser, with its sessions and its attempts to sign in and up. */
  Client: ClientResource;
  /** `clerk.client.signIn`: an attempt to sign in. */
  SignIn: SignInResource;
  /** `signIn.userData`: whom the attempt greets. */
  UserData: NonNullable<SignInResource['userData']>;
  /** `clerk.client.signUp`: an attempt to sign up. */
  SignUp: SignUpResource;
  /** `signUp.verifications`. */
  SignUpVerifications: SignUpResource['verifications'];
  /** One of `signUp.verifications`. */
  SignUpVerification: SignUpVerificationResource;
  /** `clerk.session`, and each of `clerk.client.sessions`. */
  Session: SessionResource;
  /** `session.lastActiveToken`. */
  Token: NonNullable<SessionResource['lastActiveToken']>;
  /** `session.publicUserData`. */
  PublicUserData: PublicUserData;
  /** What the methods of a session return that verify the user again. */
  SessionVerification: SessionVerificationResource;
  /** Each of `await user.getSessions()`. */
  SessionWithActivities: SessionWithActivitiesResource;
  /** `latestActivity` of those: the device and its place. */
  SessionActivity: SessionActivityResource;
  /** `clerk.user`, and `user` of every session. */
  User: UserResource;
  /** Each of `user.emailAddresses`. */
  EmailAddress: EmailAddressResource;
  /** Each of `user.phoneNumbers`. */
  PhoneNumber: PhoneNumberResource;
  /** Each of `user.web3Wallets`. */
  Web3Wallet: Web3WalletResource;
  /** Each of `user.externalAccounts`: an account at an OAuth provider. */
  ExternalAccount: ExternalAccountResource;
  /** Each of `user.enterpriseAccounts`. Only Clerk's hosted API has them. */
  EnterpriseAccount: EnterpriseAccountResource;
  /** `enterpriseAccount.enterpriseConnection`. */
  EnterpriseAccountConnection: NonNullable<EnterpriseAccountResource['enterpriseConnection']>;
  /** Each of `user.passkeys`. */
  Passkey: PasskeyResource;
  /** What `user.createTOTP` and `user.verifyTOTP` return. */
  TOTP: TOTPResource;
  /** What `user.createBackupCode` returns. */
  BackupCode: BackupCodeResource;
  /** `verification` of an address, a number, a wallet or an account, and those of an attempt. */
  Verification: VerificationResource;
  /** Each of `emailAddress.linkedTo` and `phoneNumber.linkedTo`. */
  IdentificationLink: IdentificationLink;
  /** What `user.setProfileImage` returns. */
  Image: ImageResource;
  /** What methods return that delete something. */
  DeletedObject: DeletedObjectResource;
  /** The newer API for custom flows: `docs/newer-custom-flows.md`. Its parts (`signIn.emailCode.sendCode`, …) are there. */
  SignInFuture: SignInFutureResource;
  /** The same for a sign-up. */
  SignUpFuture: SignUpFutureResource;
  /** What `signUp.verifications` of the newer API has. */
  SignUpFutureVerifications: SignUpFutureVerifications;
  /** `waitlist` of the newer API. */
  Waitlist: WaitlistResource;
  /** `clerk.__internal_environment`: the configuration of the instance. */
  Environment: EnvironmentResource;
  /** `environment.authConfig`. */
  AuthConfig: AuthConfig;
  /** `environment.displayConfig`. */
  DisplayConfig: DisplayConfig;
  /** `environment.userSettings`. */
  UserSettings: UserSettings;
}
