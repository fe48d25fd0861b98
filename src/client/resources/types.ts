import type { SessionActivityJSON } from '../../protocol/json/client.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import type { SessionStatus, SignInStatus, SignUpStatus, VerificationStatus } from '../../protocol/status.ts';
import type { OAuthStrategy, Web3Strategy } from '../../protocol/strategies.ts';

/*
 * Resources are frozen snapshots. Their methods call the API and resolve to the new snapshot;
 * the old one never changes. The store always holds the newest (`clerk.client`, `clerk.session`, …).
 */

/** What became of one proof: nothing is asked yet while `status` and `strategy` are null. */
export interface VerificationResource {
  readonly status: VerificationStatus | null;
  readonly strategy: string | null;
  readonly attempts: number | null;
  readonly expireAt: Date | null;
  /** Where a visit to a provider begins. */
  readonly externalVerificationRedirectURL: URL | null;
  /** Of a passkey: WebAuthn options as JSON text. */
  readonly nonce: string | null;
  /** What a wallet has to sign. */
  readonly message: string | null;
  /** Id of the client that opened a link. */
  readonly verifiedAtClient: string | null;
  /** Was the link opened in this browser? */
  verifiedFromTheSameClient(): boolean;
  /** The number that the page behind a link asks for. */
  readonly matchNumber: string | null;
  readonly error: { code: string; message: string; longMessage: string; meta?: Record<string, unknown> } | null;
}

export interface SignUpVerificationResource extends VerificationResource {
  readonly nextAction: 'needs_prepare' | 'needs_attempt' | '';
  readonly supportedStrategies: readonly string[];
}

/** An e-mail address of the user. */
export interface EmailAddressResource {
  readonly id: string;
  readonly emailAddress: string;
  readonly verification: VerificationResource;
  /** What vouches for it, such as an account elsewhere. */
  readonly linkedTo: readonly { type: string; id: string }[];
  prepareVerification(params: { strategy: string; redirectUrl?: string }): Promise<EmailAddressResource>;
  attemptVerification(params: { code: string }): Promise<EmailAddressResource>;
  createEmailLinkFlow(): EmailLinkFlow<EmailAddressResource>;
  destroy(): Promise<void>;
  toString(): string;
}

/** Sends a link and waits until it was opened, here or elsewhere. */
export interface EmailLinkFlow<Resource> {
  startEmailLinkFlow(params: {
    redirectUrl: string;
    emailAddressId?: string;
    numberMatch?: boolean;
  }): Promise<Resource>;
  cancelEmailLinkFlow(): void;
}

/** A phone number of the user; its methods are those of Clerk's. */
export interface PhoneNumberResource {
  readonly id: string;
  /** E.164. */
  readonly phoneNumber: string;
  readonly reservedForSecondFactor: boolean;
  readonly defaultSecondFactor: boolean;
  /** Only in the answer that switched the second factor on. */
  readonly backupCodes: readonly string[] | null;
  readonly verification: VerificationResource;
  prepareVerification(): Promise<PhoneNumberResource>;
  attemptVerification(params: { code: string }): Promise<PhoneNumberResource>;
  setReservedForSecondFactor(params: { reserved: boolean }): Promise<PhoneNumberResource>;
  makeDefaultSecondFactor(): Promise<PhoneNumberResource>;
  destroy(): Promise<void>;
  toString(): string;
}

export interface Web3WalletResource {
  readonly id: string;
  readonly web3Wallet: string;
  readonly verification: VerificationResource;
  prepareVerification(params: { strategy: string }): Promise<Web3WalletResource>;
  attemptVerification(params: { strategy?: string; signature: string }): Promise<Web3WalletResource>;
  destroy(): Promise<void>;
  toString(): string;
}

/** An account with a provider that the user signs in with. */
export interface ExternalAccountResource {
  readonly id: string;
  /** Without `oauth_`. */
  readonly provider: string;
  readonly providerUserId: string;
  readonly emailAddress: string;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly imageUrl: string;
  /** Separated by blanks. */
  readonly approvedScopes: string;
  readonly verification: VerificationResource;
  /** Begins another visit; its `verification.externalVerificationRedirectURL` is where to go. */
  reauthorize(params: { redirectUrl: string; additionalScopes?: string[] }): Promise<ExternalAccountResource>;
  destroy(): Promise<void>;
}

export interface PasskeyResource {
  readonly id: string;
  readonly name: string;
  readonly lastUsedAt: Date | null;
  readonly verification: VerificationResource;
  update(params: { name: string }): Promise<PasskeyResource>;
  delete(): Promise<void>;
}

/** An authenticator app. Its secret and its backup codes are told once, when they are made. */
export interface TOTPResource {
  readonly id: string;
  /** Base32, to be typed into the app. */
  readonly secret: string | null;
  /** `otpauth://totp/…`, to be shown as a QR code. */
  readonly uri: string | null;
  readonly verified: boolean;
  readonly backupCodes: readonly string[] | null;
}

export interface BackupCodeResource {
  readonly id: string;
  readonly codes: readonly string[];
}

export interface UpdateUserParams {
  username?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  primaryEmailAddressId?: string;
  primaryPhoneNumberId?: string;
  primaryWeb3WalletId?: string;
  unsafeMetadata?: Record<string, unknown>;
}

export interface UserResource {
  readonly id: string;
  readonly externalId: string | null;
  readonly username: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** First and last name joined, null when both are empty. */
  readonly fullName: string | null;
  readonly imageUrl: string;
  readonly hasImage: boolean;
  readonly primaryEmailAddressId: string | null;
  readonly primaryEmailAddress: EmailAddressResource | null;
  readonly emailAddresses: readonly EmailAddressResource[];
  readonly primaryPhoneNumberId: string | null;
  readonly primaryPhoneNumber: PhoneNumberResource | null;
  readonly primaryWeb3WalletId: string | null;
  readonly primaryWeb3Wallet: Web3WalletResource | null;
  readonly hasVerifiedEmailAddress: boolean;
  readonly hasVerifiedPhoneNumber: boolean;
  readonly verifiedWeb3Wallets: readonly Web3WalletResource[];
  readonly verifiedExternalAccounts: readonly ExternalAccountResource[];
  readonly unverifiedExternalAccounts: readonly ExternalAccountResource[];
  readonly phoneNumbers: readonly PhoneNumberResource[];
  readonly web3Wallets: readonly Web3WalletResource[];
  readonly externalAccounts: readonly ExternalAccountResource[];
  readonly passkeys: readonly PasskeyResource[];
  readonly organizationMemberships: readonly unknown[];
  readonly passwordEnabled: boolean;
  readonly twoFactorEnabled: boolean;
  readonly totpEnabled: boolean;
  readonly backupCodeEnabled: boolean;
  readonly publicMetadata: Readonly<Record<string, unknown>>;
  readonly unsafeMetadata: Readonly<Record<string, unknown>>;
  readonly deleteSelfEnabled: boolean;
  readonly lastSignInAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Is it the primary address, number or wallet? */
  isPrimaryIdentification(owned: { id: string }): boolean;
  /** Changes names, username or unsafe metadata (replaced as a whole). */
  update(params: UpdateUserParams): Promise<UserResource>;
  reload(): Promise<UserResource>;
  createEmailAddress(params: { email: string }): Promise<EmailAddressResource>;
  createPhoneNumber(params: { phoneNumber: string }): Promise<PhoneNumberResource>;
  createWeb3Wallet(params: { web3Wallet: string }): Promise<Web3WalletResource>;
  /** `redirectUrl` is where the visit to the provider ends. */
  createExternalAccount(params: {
    strategy: string;
    redirectUrl: string;
    additionalScopes?: string[];
  }): Promise<ExternalAccountResource>;
  /** Asks the authenticator to make a passkey, and registers it. */
  createPasskey(): Promise<PasskeyResource>;
  /** Makes a secret for an authenticator app; it counts when `verifyTOTP` has taken a code of it. */
  createTOTP(): Promise<TOTPResource>;
  verifyTOTP(params: { code: string }): Promise<TOTPResource>;
  disableTOTP(): Promise<void>;
  /** Makes new backup codes; the old ones are dead. */
  createBackupCode(): Promise<BackupCodeResource>;
  updatePassword(params: {
    /** Of a user who has one. */
    currentPassword?: string;
    newPassword: string;
    signOutOfOtherSessions?: boolean;
  }): Promise<UserResource>;
  removePassword(params?: { currentPassword?: string }): Promise<UserResource>;
  /** Every live session of the user, on this and other devices. */
  getSessions(): Promise<SessionWithActivitiesResource[]>;
}

export interface PublicUserData {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly imageUrl: string;
  readonly hasImage: boolean;
  readonly identifier: string;
  readonly userId: string;
}

export interface GetTokenOptions {
  /** Name of a JWT template. */
  template?: string;
  /** Ask the server even when a fresh token is at hand. */
  skipCache?: boolean;
}

export interface SessionResource {
  readonly id: string;
  readonly status: SessionStatus;
  /** Ends then whatever happens. */
  readonly expireAt: Date;
  /** Ends then unless it is used before. */
  readonly abandonAt: Date;
  readonly lastActiveAt: Date;
  /** The token the last answer carried; `getRawString()` is the JWT. */
  readonly lastActiveToken: {
    readonly jwt: { readonly claims: Record<string, unknown> };
    getRawString(): string;
  } | null;
  readonly lastActiveOrganizationId: string | null;
  readonly actor: Readonly<Record<string, unknown>> | null;
  readonly tasks: readonly { key: string }[] | null;
  readonly currentTask: { key: string } | undefined;
  /** Minutes since the first and the second factor were verified; -1 = never. */
  readonly factorVerificationAge: readonly [number, number] | null;
  readonly user: UserResource | null;
  readonly publicUserData: PublicUserData;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** A session JWT with more than 5 s of life left, or null when the session is gone. */
  getToken(options?: GetTokenOptions): Promise<string | null>;
  /** Says that the session is in use, and makes it the current one. */
  touch(): Promise<SessionResource>;
  /** Ends it; it stays on the client as `ended`. */
  end(): Promise<SessionResource>;
  /** Ends it and takes it off the client. */
  remove(): Promise<SessionResource>;
  reload(): Promise<SessionResource>;
  /** Forgets its tokens: the next `getToken` asks the server. */
  clearCache(): void;
  /** Begins to prove again who it is, before a change that needs it fresh. */
  startVerification(params: { level: VerificationLevel }): Promise<SessionVerificationResource>;
  prepareFirstFactorVerification(params: FactorParams): Promise<SessionVerificationResource>;
  attemptFirstFactorVerification(params: AttemptParams): Promise<SessionVerificationResource>;
  prepareSecondFactorVerification(params: FactorParams): Promise<SessionVerificationResource>;
  attemptSecondFactorVerification(params: AttemptParams): Promise<SessionVerificationResource>;
  /** Proves the first factor with a passkey. */
  verifyWithPasskey(): Promise<SessionVerificationResource>;
}

export type VerificationLevel = 'first_factor' | 'second_factor' | 'multi_factor';

export interface SessionVerificationResource {
  readonly status: 'needs_first_factor' | 'needs_second_factor' | 'complete';
  readonly level: VerificationLevel;
  /** With the ages of its factors as they are now. */
  readonly session: SessionResource;
  readonly supportedFirstFactors: readonly FirstFactor[] | null;
  readonly supportedSecondFactors: readonly SecondFactor[] | null;
  readonly firstFactorVerification: VerificationResource;
  readonly secondFactorVerification: VerificationResource;
}

export interface SessionWithActivitiesResource {
  readonly id: string;
  readonly status: SessionStatus;
  readonly expireAt: Date;
  readonly lastActiveAt: Date;
  readonly latestActivity: SessionActivityResource;
  revoke(): Promise<void>;
}

/** camelCase twin of {@link SessionActivityJSON}. */
export interface SessionActivityResource {
  readonly id: SessionActivityJSON['id'];
  readonly deviceType: string | null;
  readonly isMobile: boolean;
  readonly browserName: string | null;
  readonly browserVersion: string | null;
  readonly ipAddress: string | null;
  readonly city: string | null;
  readonly country: string | null;
}

export interface EmailFactor<Name extends string = 'email_code' | 'email_link' | 'reset_password_email_code'> {
  strategy: Name;
  safeIdentifier: string;
  emailAddressId: string;
  primary?: boolean;
}

export interface PhoneFactor<Name extends string = 'phone_code' | 'reset_password_phone_code'> {
  strategy: Name;
  safeIdentifier: string;
  phoneNumberId: string;
  primary?: boolean;
  default?: boolean;
}

export type FirstFactor =
  | { strategy: 'password' }
  | { strategy: 'passkey' }
  | { strategy: 'ticket' }
  | EmailFactor
  | PhoneFactor
  | { strategy: Web3Strategy; web3WalletId: string; primary?: boolean }
  | { strategy: OAuthStrategy };

export type SecondFactor =
  | { strategy: 'totp' }
  | { strategy: 'backup_code' }
  | { strategy: 'passkey' }
  | EmailFactor<'email_code' | 'email_link'>
  | PhoneFactor<'phone_code'>;

/** What `prepare…` takes: the strategy, and which address, number or wallet. */
export interface FactorParams {
  strategy: string;
  emailAddressId?: string;
  phoneNumberId?: string;
  web3WalletId?: string;
  redirectUrl?: string;
  actionCompleteRedirectUrl?: string;
  /** Of a link: this client shows `matchNumber`, so the link may be confirmed on another device. */
  numberMatch?: boolean;
}

/** What `attempt…` takes: the strategy, and the proof. */
export interface AttemptParams {
  strategy: string;
  code?: string;
  password?: string;
  signature?: string;
  token?: string;
  ticket?: string;
  /** JSON text. */
  publicKeyCredential?: string;
}

/** A visit to a provider. */
export interface AuthenticateWithRedirectParams {
  strategy: string;
  /** Page that ends the visit: it calls `handleRedirectCallback`. */
  redirectUrl: string;
  /** Where those go who are signed in at once. */
  redirectUrlComplete: string;
  /** Go on with the attempt of a sign-up instead of a new one. */
  continueSignUp?: boolean;
  continueSignIn?: boolean;
  unsafeMetadata?: Record<string, unknown>;
  legalAccepted?: boolean;
  identifier?: string;
  emailAddress?: string;
  oidcPrompt?: string;
}

export interface AuthenticateWithPopupParams extends AuthenticateWithRedirectParams {
  popup: Window | null;
}

/** Signs in or up with a wallet of the page. */
export interface AuthenticateWithWeb3Params {
  /** Address of the wallet. */
  identifier: string;
  /** Signs the message, and answers the signature. */
  generateSignature(params: { identifier: string; nonce: string }): Promise<string>;
  strategy?: string;
  unsafeMetadata?: Record<string, unknown>;
  legalAccepted?: boolean;
}

/** What a new account is given that comes of a wallet. */
export type WalletSignUpParams = Pick<AuthenticateWithWeb3Params, 'unsafeMetadata' | 'legalAccepted'>;

/** Who signs in, and with it the strategy and its proof when they are known at once. */
export interface SignInCreateParams {
  identifier?: string;
  strategy?: string;
  password?: string;
  code?: string;
  ticket?: string;
  transfer?: boolean;
  redirectUrl?: string;
  actionCompleteRedirectUrl?: string;
  oidcPrompt?: string;
}

/** An attempt to sign in: `status` says what it needs next, `createdSessionId` names the session of a complete one. */
export interface SignInResource {
  readonly id: string | undefined;
  readonly status: SignInStatus | null;
  readonly identifier: string | null;
  readonly supportedIdentifiers: readonly string[];
  readonly supportedFirstFactors: readonly FirstFactor[] | null;
  readonly supportedSecondFactors: readonly SecondFactor[] | null;
  readonly firstFactorVerification: VerificationResource;
  readonly secondFactorVerification: VerificationResource;
  readonly clientTrustState: 'pending' | 'new' | 'known' | null;
  readonly createdSessionId: string | null;
  readonly userData: { firstName: string | null; lastName: string | null; imageUrl: string; hasImage: boolean } | null;
  create(params: SignInCreateParams): Promise<SignInResource>;
  prepareFirstFactor(params: FactorParams): Promise<SignInResource>;
  attemptFirstFactor(params: AttemptParams): Promise<SignInResource>;
  prepareSecondFactor(params: FactorParams): Promise<SignInResource>;
  attemptSecondFactor(params: AttemptParams): Promise<SignInResource>;
  /** SessionManager elsewhere end unless `signOutOfOtherSessions` is false. */
  resetPassword(params: { password: string; signOutOfOtherSessions?: boolean }): Promise<SignInResource>;
  /** Leaves the page for the provider. */
  authenticateWithRedirect(params: AuthenticateWithRedirectParams): Promise<void>;
  authenticateWithPopup(params: AuthenticateWithPopupParams): Promise<void>;
  /** `autofill` waits in the identifier field until a passkey is chosen there. */
  authenticateWithPasskey(params?: { flow?: 'autofill' | 'discoverable' }): Promise<SignInResource>;
  authenticateWithWeb3(params: AuthenticateWithWeb3Params): Promise<SignInResource>;
  /** Finds the wallet in the page and lets it sign. */
  authenticateWithMetamask(): Promise<SignInResource>;
  authenticateWithCoinbaseWallet(): Promise<SignInResource>;
  authenticateWithBase(): Promise<SignInResource>;
  authenticateWithOKXWallet(): Promise<SignInResource>;
  createEmailLinkFlow(): EmailLinkFlow<SignInResource>;
  reload(): Promise<SignInResource>;
}

export interface SignUpParams {
  emailAddress?: string;
  /** E.164. */
  phoneNumber?: string;
  web3Wallet?: string;
  legalAccepted?: boolean;
  strategy?: string;
  ticket?: string;
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

/** An attempt to sign up: `missingFields` and `unverifiedFields` are what it needs next. Field names are snake_case. */
export interface SignUpResource {
  readonly id: string | undefined;
  readonly status: SignUpStatus | null;
  readonly requiredFields: readonly string[];
  readonly optionalFields: readonly string[];
  readonly missingFields: readonly string[];
  readonly unverifiedFields: readonly string[];
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
  readonly hasPassword: boolean;
  readonly unsafeMetadata: Readonly<Record<string, unknown>>;
  readonly createdSessionId: string | null;
  readonly createdUserId: string | null;
  /** Milliseconds since the epoch: the attempt is dead then. */
  readonly abandonAt: number | null;
  create(params: SignUpParams): Promise<SignUpResource>;
  update(params: SignUpParams): Promise<SignUpResource>;
  /** `update` of an attempt in progress, else `create`. */
  upsert(params: SignUpParams): Promise<SignUpResource>;
  prepareVerification(params: FactorParams): Promise<SignUpResource>;
  attemptVerification(params: AttemptParams): Promise<SignUpResource>;
  preparePhoneNumberVerification(params?: { strategy: string }): Promise<SignUpResource>;
  attemptPhoneNumberVerification(params: { code: string }): Promise<SignUpResource>;
  authenticateWithRedirect(params: AuthenticateWithRedirectParams): Promise<void>;
  authenticateWithPopup(params: AuthenticateWithPopupParams): Promise<void>;
  authenticateWithWeb3(params: AuthenticateWithWeb3Params): Promise<SignUpResource>;
  authenticateWithMetamask(params?: WalletSignUpParams): Promise<SignUpResource>;
  authenticateWithCoinbaseWallet(params?: WalletSignUpParams): Promise<SignUpResource>;
  authenticateWithBase(params?: WalletSignUpParams): Promise<SignUpResource>;
  authenticateWithOKXWallet(params?: WalletSignUpParams): Promise<SignUpResource>;
  prepareWeb3WalletVerification(params?: { strategy: string }): Promise<SignUpResource>;
  attemptWeb3WalletVerification(params: { signature: string; strategy?: string }): Promise<SignUpResource>;
  createEmailLinkFlow(): EmailLinkFlow<SignUpResource>;
  prepareEmailAddressVerification(params?: { strategy: string }): Promise<SignUpResource>;
  attemptEmailAddressVerification(params: { code: string }): Promise<SignUpResource>;
  reload(): Promise<SignUpResource>;
}

/** This browser: its sessions, and its attempts to sign in and up. */
export interface ClientResource {
  readonly id: string | undefined;
  /** SessionManager a user could resume. */
  readonly sessions: readonly SessionResource[];
  /** Those that are `active` or `pending`. */
  readonly signedInSessions: readonly SessionResource[];
  readonly activeSessions: readonly SessionResource[];
  /** The attempt in progress; an empty one (`status: null`) offers `create`. */
  readonly signIn: SignInResource;
  readonly signUp: SignUpResource;
  readonly lastActiveSessionId: string | null;
  readonly lastAuthenticationStrategy: string | null;
  readonly cookieExpiresAt: Date | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  reload(): Promise<ClientResource>;
  /** Ends every session, and the client with them. */
  destroy(): Promise<void>;
  /** Ends every session. */
  removeSessions(): Promise<ClientResource>;
}

/** The environment is read-only configuration: it stays in wire form, deeply frozen. */
export type EnvironmentResource = Readonly<EnvironmentJSON>;
