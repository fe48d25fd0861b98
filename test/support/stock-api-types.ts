import type {
  AuthConfigResource,
  BackupCodeResource,
  Clerk,
  ClientResource,
  DeletedObjectResource,
  DisplayConfigResource,
  EmailAddressResource,
  EnterpriseAccountConnectionResource,
  EnterpriseAccountResource,
  EnvironmentResource,
  ExternalAccountResource,
  IdentificationLinkResource,
  ImageResource,
  PasskeyResource,
  PhoneNumberResource,
  PublicUserData,
  SessionActivity,
  SessionResource,
  SessionVerificationResource,
  SessionWithActivitiesResource,
  SignInFutureResource,
  SignInResource,
  SignUpFutureResource,
  SignUpResource,
  SignUpVerificationResource,
  SignUpVerificationsResource,
  TokenResource,
  TOTPResource,
  UserData,
  UserResource,
  UserSettingsResource,
  VerificationResource,
  WaitlistResource,
  Web3WalletResource,
} from '@clerk/shared/types';
import type { BrowserApi } from '../../build/browser-api-types.ts';

/** Clerk's types of the objects of {@link BrowserApi}. */
export interface StockApi extends Record<keyof BrowserApi, object> {
  Clerk: Clerk;
  Client: ClientResource;
  SignIn: SignInResource;
  UserData: UserData;
  SignUp: SignUpResource;
  SignUpVerifications: SignUpVerificationsResource;
  SignUpVerification: SignUpVerificationResource;
  Session: SessionResource;
  Token: TokenResource;
  PublicUserData: PublicUserData;
  SessionVerification: SessionVerificationResource;
  SessionWithActivities: SessionWithActivitiesResource;
  SessionActivity: SessionActivity;
  User: UserResource;
  EmailAddress: EmailAddressResource;
  PhoneNumber: PhoneNumberResource;
  Web3Wallet: Web3WalletResource;
  ExternalAccount: ExternalAccountResource;
  EnterpriseAccount: EnterpriseAccountResource;
  EnterpriseAccountConnection: EnterpriseAccountConnectionResource;
  Passkey: PasskeyResource;
  TOTP: TOTPResource;
  BackupCode: BackupCodeResource;
  Verification: VerificationResource;
  IdentificationLink: IdentificationLinkResource;
  Image: ImageResource;
  DeletedObject: DeletedObjectResource;
  SignInFuture: SignInFutureResource;
  SignUpFuture: SignUpFutureResource;
  SignUpFutureVerifications: SignUpFutureResource['verifications'];
  Waitlist: WaitlistResource;
  Environment: EnvironmentResource;
  AuthConfig: AuthConfigResource;
  DisplayConfig: DisplayConfigResource;
  UserSettings: UserSettingsResource;
}
