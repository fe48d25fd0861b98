import type { AuthorizationParams } from '../../protocol/authorization.ts';
import type { SessionActivityJSON } from '../../protocol/json/client.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import type { SignInMethodJSON } from '../../protocol/json/user.ts';
import type { SessionStatus, SignInStatus, SignUpStatus, VerificationStatus } from '../../protocol/status.ts';
import type { FurtherEnvironmentMembers } from './environment-types.ts';
import type { OAuthStrategy, Web3Strategy } from '../../protocol/strategies.ts';
import type { SignInFutureResource } from './future/sign-in-types.ts';
import type { SignUpFutureResource } from './future/sign-up-types.ts';

/*
 * A page gets live views of resources. A view shows the newest state of its resource, also when it was changed by a call
 * on another view. When the resource changes, the instance has a new view of it (`clerk.client`, `clerk.session`, …), so
 * that frameworks render. Inside the client, resources are frozen snapshots.
 *
 * Methods call the API. They reject with `ClerkAPIResponseError` when the API refuses, and with `ClerkRuntimeError` when
 * the API cannot be reached.
 */

/** What all resources have. */
export interface ClerkResource {
  /** Path in the API of the resources of this kind, such as `/client/sessions`. */
  readonly pathRoot: string;
}

/** Members of every resource that few pages use: `load()` adds them. */
export interface FurtherResourceMembers {
  /** @internal Returns the resource as the API sends it. Clerk's SDKs call it. */
  __internal_toSnapshot(): Record<string, unknown>;
}

/** Members that everything has that belongs to a user: `load()` adds them. */
export interface FurtherOwnedMembers extends FurtherResourceMembers {
  /**
   * Reads it again. Needed only when another system has changed it.
   *
   * @throws `ClerkRuntimeError`: `resource_not_found` when it does not belong to the user any more
   */
  reload(): Promise<this>;
}

/** The state of one verification. `status` and `strategy` are null until it is prepared. */
export interface VerificationResource {
  readonly status: VerificationStatus | null;
  readonly strategy: string | null;
  readonly attempts: number | null;
  readonly expireAt: Date | null;
  /** URL of the OAuth provider, where the authorization begins. */
  readonly externalVerificationRedirectURL: URL | null;
  /** WebAuthn options as JSON text, for a passkey. */
  readonly nonce: string | null;
  /** The message that a wallet has to sign. */
  readonly message: string | null;
  /** Id of the client that opened the link. */
  readonly verifiedAtClient: string | null;
  /** Returns whether the link was opened in this browser. */
  verifiedFromTheSameClient(): boolean;
  /** The number that the page behind the link asks for. */
  readonly matchNumber: string | null;
  /** The channel that a code was sent by, if it is another one than text messages. */
  readonly channel?: string | null;
  readonly error: { code: string; message: string; longMessage: string; meta?: Record<string, unknown> } | null;
}

export interface SignUpVerificationResource extends VerificationResource {
  readonly nextAction: 'needs_prepare' | 'needs_attempt' | '';
  readonly supportedStrategies: readonly string[];
}

/** Something that has verified an address or number. */
export interface IdentificationLink {
  readonly type: string;
  readonly id: string;
}

/** Members of an email address that few pages use: `load()` adds them. */
export interface FurtherEmailAddressMembers extends FurtherOwnedMembers {
  /** Creates what sends a link to the address and waits until it is opened. */
  createEmailLinkFlow(): EmailLinkFlow<EmailAddressResource>;
}

/** An email address of the user. */
export interface EmailAddressResource extends ClerkResource, FurtherEmailAddressMembers {
  readonly id: string;
  readonly emailAddress: string;
  readonly verification: VerificationResource;
  /** What has verified the address, such as a connected account. */
  readonly linkedTo: readonly IdentificationLink[];
  /** Whether a company's identity provider is responsible for the domain. */
  readonly matchesSsoConnection: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /**
   * Sends a code or a link to the address.
   *
   * @param params `strategy`: `email_code` or `email_link`; `redirectUrl`: where the link leads; `numberMatch`: another
   *   device is asked for the number that this one shows
   * @throws `ClerkAPIResponseError`: `too_many_requests`, when a message was sent less than 30 seconds ago
   */
  prepareVerification(params: {
    strategy: string;
    redirectUrl?: string;
    numberMatch?: boolean;
  }): Promise<EmailAddressResource>;
  /** Verifies the address with the code that was sent. @throws `ClerkAPIResponseError`: `form_code_incorrect` */
  attemptVerification(params: { code: string }): Promise<EmailAddressResource>;
  /**
   * Removes the address.
   *
   * @throws `ClerkAPIResponseError`: `identification_deletion_failed` when it is the last sign-in method
   */
  destroy(): Promise<void>;
  toString(): string;
}

/** Sends a link and waits until it is opened, on this device or another one. */
export interface EmailLinkFlow<Resource> {
  startEmailLinkFlow(params: {
    redirectUrl: string;
    emailAddressId?: string;
    numberMatch?: boolean;
  }): Promise<Resource>;
  cancelEmailLinkFlow(): void;
}

/** A phone number of the user. */
export interface PhoneNumberResource extends ClerkResource, FurtherOwnedMembers {
  readonly id: string;
  /** In E.164. */
  readonly phoneNumber: string;
  readonly reservedForSecondFactor: boolean;
  readonly defaultSecondFactor: boolean;
  readonly linkedTo: readonly IdentificationLink[];
  /** Set only in the answer that made the number a second factor. */
  readonly backupCodes: readonly string[] | null;
  readonly verification: VerificationResource;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Sends a code to the number. @throws `ClerkAPIResponseError`: `too_many_requests`, when one was just sent */
  prepareVerification(params?: { strategy: string }): Promise<PhoneNumberResource>;
  /** Verifies the number with the code that was sent. @throws `ClerkAPIResponseError`: `form_code_incorrect` */
  attemptVerification(params: { code: string }): Promise<PhoneNumberResource>;
  /**
   * Makes the number a second factor, or takes that back. A second factor is no sign-in method.
   *
   * @returns the number, with `backupCodes` if this is the user's first second factor
   * @throws `ClerkAPIResponseError`: `identification_deletion_failed` when it is the last sign-in method
   */
  setReservedForSecondFactor(params: { reserved: boolean }): Promise<PhoneNumberResource>;
  /** Lets the sign-in ask for a code to this number first. */
  makeDefaultSecondFactor(): Promise<PhoneNumberResource>;
  /**
   * Removes the number.
   *
   * @throws `ClerkAPIResponseError`: `identification_deletion_failed` when it is the last sign-in method
   */
  destroy(): Promise<void>;
  toString(): string;
}

export interface Web3WalletResource extends ClerkResource, FurtherOwnedMembers {
  readonly id: string;
  readonly web3Wallet: string;
  /** The name that the wallet gave itself, such as `MetaMask`, where it is known. */
  readonly walletName?: string;
  readonly verification: VerificationResource;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Asks for the message that the wallet has to sign: `verification.message`. */
  prepareVerification(params: { strategy: string }): Promise<Web3WalletResource>;
  /** Verifies the wallet with its signature of the message. */
  attemptVerification(params: { strategy?: string; signature: string }): Promise<Web3WalletResource>;
  /**
   * Removes the wallet.
   *
   * @throws `ClerkAPIResponseError`: `identification_deletion_failed` when it is the last sign-in method
   */
  destroy(): Promise<void>;
  toString(): string;
}

/** Members of a connected account that few pages use: `load()` adds them. */
export interface FurtherExternalAccountMembers extends FurtherOwnedMembers {
  /** @deprecated `imageUrl` */
  readonly avatarUrl: string;
  /** Returns `provider`. */
  providerSlug(): string;
  /** Returns the provider in words, such as `Google Account`. */
  providerTitle(): string;
  /** Returns what tells the account from others at the provider: user name, email address or label. */
  accountIdentifier(): string;
}

/** An account at an OAuth provider that the user can sign in with. */
export interface ExternalAccountResource extends ClerkResource, FurtherExternalAccountMembers {
  readonly id: string;
  readonly identificationId: string;
  /** Name of the provider, without `oauth_`. */
  readonly provider: string;
  readonly providerUserId: string;
  readonly emailAddress: string;
  readonly username: string | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly imageUrl: string;
  readonly phoneNumber: string | null;
  readonly label: string | null;
  /** Scopes, separated by blanks. */
  readonly approvedScopes: string;
  readonly publicMetadata: Readonly<Record<string, unknown>>;
  readonly verification: VerificationResource;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Begins another authorization, at the URL in `verification.externalVerificationRedirectURL`. */
  reauthorize(params?: ReauthorizeParams): Promise<ExternalAccountResource>;
  /**
   * Disconnects the account.
   *
   * @throws `ClerkAPIResponseError`: `identification_deletion_failed` when it is the last sign-in method
   */
  destroy(): Promise<void>;
}

/** Parameters of an authorization that asks for more. */
export interface ReauthorizeParams {
  /** Where the authorization ends. Default: the present page. */
  redirectUrl?: string;
  /** Scopes to ask for besides the provider's own. */
  additionalScopes?: string[];
  /** What the provider shows, such as `select_account` or `consent`. */
  oidcPrompt?: string;
  /** The account that the provider is to suggest. */
  oidcLoginHint?: string;
}

/** Parameters of the authorization that connects an account. Give `strategy` or `enterpriseConnectionId`. */
export interface CreateExternalAccountParams extends ReauthorizeParams {
  /** Such as `oauth_google`. */
  strategy?: string;
  /** A company's identity provider, at Clerk's hosted API. */
  enterpriseConnectionId?: string;
}

/** An account at an identity provider of a company. */
export interface EnterpriseAccountResource {
  readonly id: string;
  readonly active: boolean;
  /** `saml` or `oauth`. */
  readonly protocol: string;
  readonly provider: string;
  readonly providerUserId: string | null;
  readonly emailAddress: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly publicMetadata: Readonly<Record<string, unknown>>;
  readonly enterpriseConnection: {
    readonly id: string;
    readonly active: boolean;
    readonly name: string;
    readonly domain: string;
    readonly protocol: string;
    readonly provider: string;
    readonly logoPublicUrl: string | null;
    readonly allowIdpInitiated?: boolean;
    readonly allowSubdomains?: boolean;
    readonly allowOrganizationAccountLinking?: boolean;
    readonly disableAdditionalIdentifications?: boolean;
    readonly syncUserAttributes?: boolean;
    readonly enterpriseConnectionId?: string | null;
  } | null;
  readonly enterpriseConnectionId: string | null;
  readonly lastAuthenticatedAt: Date | null;
  readonly verification: VerificationResource;
}

/** What was deleted. */
export interface DeletedObjectResource {
  readonly object: string;
  readonly id: string;
  readonly deleted: boolean;
  /** Of an organization only. */
  readonly slug?: string;
}

export interface PasskeyResource extends ClerkResource, FurtherOwnedMembers {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  /** Verified unless a password reset has switched the passkey off. */
  readonly verification: VerificationResource;
  readonly updatedAt: Date;
  /** Renames the passkey. */
  update(params: { name: string }): Promise<PasskeyResource>;
  /** Switches a passkey on again that a password reset has switched off. */
  confirm(): Promise<PasskeyResource>;
  /**
   * Removes the passkey.
   *
   * @throws `ClerkAPIResponseError`: `identification_deletion_failed` when it is the last sign-in method
   */
  delete(): Promise<DeletedObjectResource>;
}

/** A way into the account, or one that a password reset has switched off. */
export interface SignInMethodResource {
  readonly kind: SignInMethodJSON['kind'];
  /** Id of the address, number, wallet, account or passkey. */
  readonly id: string;
  /** As it may be shown; null for a password. */
  readonly name: string | null;
  readonly addedAt: Date;
  /** The browser it was added with; null when unknown. */
  readonly addedOn: {
    readonly browserName: string | null;
    readonly browserVersion: string | null;
    /** The system, such as `Linux`. */
    readonly deviceType: string | null;
    readonly isMobile: boolean;
  } | null;
  readonly lastUsedAt: Date | null;
  /** A suspended method lets nobody in until the user verifies it. */
  readonly status: 'verified' | 'suspended';
}

/** An authenticator app. Only the answers that create the secret and the backup codes have them. */
export interface TOTPResource {
  readonly id: string;
  /** In base32, for typing it into the app. */
  readonly secret: string | null;
  /** `otpauth://totp/…`, for showing it as a QR code. */
  readonly uri: string | null;
  readonly verified: boolean;
  readonly backupCodes: readonly string[] | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface BackupCodeResource {
  readonly id: string;
  readonly codes: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
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

export interface SetProfileImageParams {
  /** The picture, or one in base64, with or without `data:…;base64,` in front. `null` removes the one there is. */
  file: Blob | File | string | null;
}

/** A picture that was uploaded. `name` and `publicUrl` are null after it was removed. */
export interface ImageResource {
  readonly id: string;
  readonly name: string | null;
  readonly publicUrl: string | null;
}

export interface UpdateUserMetadataParams {
  /** A merge patch (RFC 7396): what it does not name stays as it is, and null removes a key. */
  unsafeMetadata: Record<string, unknown>;
}

/** A list that the API gives in pages. */
export interface PaginatedList<Item> {
  readonly data: readonly Item[];
  readonly total_count: number;
}

/** Members of a user that few pages use: `load()` adds them. */
export interface FurtherUserMembers extends FurtherResourceMembers {
  /** @deprecated `imageUrl` */
  readonly profileImageUrl: string;
  /** The accounts at OAuth providers whose authorization did not end well. */
  readonly unverifiedExternalAccounts: readonly ExternalAccountResource[];
  /** Returns whether this is the primary address, number or wallet. */
  isPrimaryIdentification(owned: { id: string }): boolean;
  /** Returns an empty list: this release has no organizations. */
  getOrganizationMemberships(params?: object): Promise<PaginatedList<never>>;
  /** Returns an empty list: this release has no organizations. */
  getOrganizationInvitations(params?: object): Promise<PaginatedList<never>>;
  /** Returns an empty list: this release has no organizations. */
  getOrganizationSuggestions(params?: object): Promise<PaginatedList<never>>;
  /** Rejects: this release has no organizations. @throws `ClerkRuntimeError`: `feature_unavailable` */
  leaveOrganization(organizationId: string): Promise<never>;
}

/**
 * The signed-in user, and what they change about their account. A call resolves when the page shows the change: each
 * answer has the whole client, so nothing is fetched again.
 *
 * Every call can throw a `ClerkAPIResponseError`, whose `errors[0].code` says why. A change that could take the account
 * away from its owner needs a recent proof of identity, else its code is `session_reverification_required`:
 * `session.startVerification` begins one. The elements ask for it by themselves.
 *
 * @example
 * const { user } = clerk;
 * const address = await user.createEmailAddress({ email: 'ada@example.com' });
 * await address.prepareVerification({ strategy: 'email_code' });
 * await address.attemptVerification({ code: '424242' });
 * await user.update({ primaryEmailAddressId: address.id });
 */
export interface UserResource extends ClerkResource, FurtherUserMembers {
  readonly id: string;
  /** The id of the user in another system, if the application has set one. */
  readonly externalId: string | null;
  readonly username: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** First and last name; null when both are empty. */
  readonly fullName: string | null;
  /** URL of the picture, or of one with initials. */
  readonly imageUrl: string;
  /** Whether the user has a picture of their own. */
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
  /** The accounts at OAuth providers that sign the user in. */
  readonly verifiedExternalAccounts: readonly ExternalAccountResource[];
  readonly phoneNumbers: readonly PhoneNumberResource[];
  readonly web3Wallets: readonly Web3WalletResource[];
  readonly externalAccounts: readonly ExternalAccountResource[];
  readonly enterpriseAccounts: readonly EnterpriseAccountResource[];
  readonly passkeys: readonly PasskeyResource[];
  /** Always empty: this release has no organizations. */
  readonly organizationMemberships: readonly unknown[];
  readonly passwordEnabled: boolean;
  /** Whether a sign-in needs a second factor. */
  readonly twoFactorEnabled: boolean;
  readonly totpEnabled: boolean;
  readonly backupCodeEnabled: boolean;
  /** What the application has set; browsers can read it. */
  readonly publicMetadata: Readonly<Record<string, unknown>>;
  /** What the user may change as well. */
  readonly unsafeMetadata: Readonly<Record<string, unknown>>;
  /** Whether `delete` is allowed. */
  readonly deleteSelfEnabled: boolean;
  readonly createOrganizationEnabled: boolean;
  readonly createOrganizationsLimit: number | null;
  readonly banned: boolean;
  readonly locked: boolean;
  readonly lockoutExpiresInSeconds: number | null;
  readonly verificationAttemptsRemaining: number | null;
  readonly passwordLastUpdatedAt: Date | null;
  /** When the first second factor was switched on. */
  readonly mfaEnabledAt: Date | null;
  /** When the last second factor was switched off. */
  readonly mfaDisabledAt: Date | null;
  /** When the user accepted the legal documents; null where the instance does not ask for it. */
  readonly legalAcceptedAt: Date | null;
  readonly timezone: string | null;
  readonly lastSignInAt: Date | null;
  readonly lastActiveAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /**
   * Changes the user, in one request.
   *
   * @param params what to change; `unsafeMetadata` replaces the present value as a whole
   * @returns the user as it is then
   * @throws `ClerkAPIResponseError`: `form_identifier_exists` for a username that is taken
   */
  update(params: UpdateUserParams): Promise<UserResource>;
  /**
   * Merges `unsafeMetadata` into the present value.
   *
   * @param params `unsafeMetadata`: a merge patch (RFC 7396)
   * @returns the user as it is then
   * @throws `ClerkAPIResponseError`: `form_param_max_length_exceeded` when the value would be too large
   */
  updateMetadata(params: UpdateUserMetadataParams): Promise<UserResource>;
  /**
   * Deletes the account, and signs out on every device. It cannot be undone.
   *
   * @throws `ClerkAPIResponseError`: `user_delete_self_not_enabled`, see `deleteSelfEnabled`
   */
  delete(): Promise<void>;
  /** Reads the user again. Needed only when another system has changed it. */
  reload(): Promise<UserResource>;
  /**
   * Adds an email address. It signs nobody in before the user has verified it.
   *
   * @returns the address; `prepareVerification` and `attemptVerification` verify it
   * @throws `ClerkAPIResponseError`: `identification_quota_exceeded` when the account cannot have more
   */
  createEmailAddress(params: { email: string }): Promise<EmailAddressResource>;
  /**
   * Adds a phone number. It signs nobody in before the user has verified it.
   *
   * @param params `phoneNumber`: in E.164, such as `+12015550123`
   * @returns the number; `prepareVerification` and `attemptVerification` verify it
   * @throws `ClerkAPIResponseError`: `identification_quota_exceeded` when the account cannot have more
   */
  createPhoneNumber(params: { phoneNumber: string }): Promise<PhoneNumberResource>;
  /**
   * Adds a wallet. It signs nobody in before it has signed a message.
   *
   * @param params `web3Wallet`: address of the wallet; `walletName`: the name that it gives itself
   * @returns the wallet; `prepareVerification` has the message, and `attemptVerification` takes the signature
   */
  createWeb3Wallet(params: { web3Wallet: string; walletName?: string }): Promise<Web3WalletResource>;
  /**
   * Begins to connect an account of a provider. Send the user to `verification.externalVerificationRedirectURL`.
   *
   * @returns the account, which is not verified yet
   * @throws `ClerkAPIResponseError`: `external_account_exists` when one of this provider is connected
   */
  createExternalAccount(params: CreateExternalAccountParams): Promise<ExternalAccountResource>;
  /**
   * Has the browser create a passkey, and registers it. Call it in the handler of a click.
   *
   * @returns the passkey, named after where it was made
   * @throws `ClerkRuntimeError`: `passkey_registration_cancelled` when the user closes the browser's dialog,
   *   `passkey_already_exists`, `passkey_not_supported`
   */
  createPasskey(): Promise<PasskeyResource>;
  /**
   * Creates a secret for an authenticator app. It is used once `verifyTOTP` has accepted a code.
   *
   * @returns `secret` and `uri`, which no later answer has
   * @throws `ClerkAPIResponseError`: `totp_already_enabled`
   */
  createTOTP(): Promise<TOTPResource>;
  /**
   * Switches the authenticator app on.
   *
   * @param params `code`: the six digits that the app shows
   * @returns `backupCodes` if this is the user's first second factor; they are shown once
   * @throws `ClerkAPIResponseError`: `form_code_incorrect`
   */
  verifyTOTP(params: { code: string }): Promise<TOTPResource>;
  /** Removes the authenticator app. */
  disableTOTP(): Promise<DeletedObjectResource>;
  /**
   * Creates new backup codes. The old ones stop working.
   *
   * @returns the codes, which no later answer has
   * @throws `ClerkAPIResponseError`: `backup_codes_not_available` without another second factor
   */
  createBackupCode(): Promise<BackupCodeResource>;
  /**
   * Sets or changes the password.
   *
   * @param params `signOutOfOtherSessions`: also signs out everywhere else
   * @returns the user as it is then
   * @throws `ClerkAPIResponseError`: `form_password_incorrect` for the current one, `form_password_pwned` and others
   *   for a new one that is refused
   */
  updatePassword(params: {
    /** Needed only where the instance has no reverification and the user has a password. */
    currentPassword?: string;
    newPassword: string;
    signOutOfOtherSessions?: boolean;
  }): Promise<UserResource>;
  /**
   * Removes the password.
   *
   * @param params `currentPassword`: needed only where the instance has no reverification
   * @returns the user as it is then
   * @throws `ClerkAPIResponseError`: `no_password_set`, `password_required` where every account has one
   */
  removePassword(params?: { currentPassword?: string }): Promise<UserResource>;
  /**
   * Replaces or removes the picture. The server keeps a WebP of at most 512 x 512 pixels.
   *
   * @param params `file`: PNG, JPEG, WebP, GIF or AVIF; null removes the picture
   * @returns the picture; `imageUrl` of the user shows it
   * @throws `ClerkAPIResponseError`: `avatar_file_type_invalid`, `avatar_file_size_exceeded`
   * @example
   * await clerk.user.setProfileImage({ file: input.files[0] });
   */
  setProfileImage(params: SetProfileImageParams): Promise<ImageResource>;
  /**
   * Returns every way into the account, oldest first, with those that a password reset has switched off. Only the
   * server of this package has this call.
   *
   * @throws `ClerkAPIResponseError` with status 404 at Clerk's own API
   */
  getSignInMethods(): Promise<SignInMethodResource[]>;
  /** Returns every active session of the user, on this device and others. */
  getSessions(): Promise<SessionWithActivitiesResource[]>;
}

export interface PublicUserData {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly imageUrl: string;
  readonly hasImage: boolean;
  readonly identifier: string;
  readonly userId: string;
  /** Set by newer versions of Clerk's API only. */
  readonly username?: string | null;
  readonly banned?: boolean;
  readonly deprovisioned?: boolean;
}

export interface GetTokenOptions {
  /** Name of a JWT template. */
  template?: string;
  /** Request a new token even if the present one is usable. */
  skipCache?: boolean;
}

/** Members of a session that few pages use: `load()` adds them. */
export interface FurtherSessionMembers extends FurtherResourceMembers {
  /** The first of the tasks that the user still has to do. */
  readonly currentTask: { key: string } | undefined;
  /** The actor, if it is an agent. */
  readonly agent: Readonly<Record<string, unknown>> | null;
  /** Forgets the session's tokens, so that the next `getToken` requests one. */
  clearCache(): void;
  /** @internal Calls `touch`, and resolves to the client. */
  __internal_touch(params?: object): Promise<ClientResource | undefined>;
}

export interface SessionResource extends ClerkResource, FurtherSessionMembers {
  readonly id: string;
  /** `active`, or `pending` while the user has tasks; any other one is over. */
  readonly status: SessionStatus;
  /** When the session ends in any case. */
  readonly expireAt: Date;
  /** When the session ends if it is not used before. */
  readonly abandonAt: Date;
  /** When the session was used last. */
  readonly lastActiveAt: Date;
  /** The newest token. `getRawString()` returns the JWT. */
  readonly lastActiveToken: {
    readonly jwt: { readonly claims: Record<string, unknown> };
    getRawString(): string;
  } | null;
  readonly lastActiveOrganizationId: string | null;
  /** Who acts for the user, such as a member of the support. */
  readonly actor: Readonly<Record<string, unknown>> | null;
  /** What the user still has to do. */
  readonly tasks: readonly { key: string }[] | null;
  /** Minutes since the first and the second factor were verified; -1 when never. */
  readonly factorVerificationAge: readonly [number, number] | null;
  /** What the session began with, such as `password`; undefined when the API does not say. */
  readonly lastAuthenticationStrategy?: string | null | undefined;
  /** The user; null when the session is over. */
  readonly user: UserResource | null;
  /** What may be shown of the user. */
  readonly publicUserData: PublicUserData;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Returns a session JWT with more than 5 s of life left; null when the session is over. */
  getToken(options?: GetTokenOptions): Promise<string | null>;
  /**
   * Returns whether the session has a feature, a plan, a role or a permission, or was verified recently enough. Decides
   * what a page shows; what must stay secret is for the server to decide.
   *
   * @param params if several are named, all have to hold; without any the answer is false
   * @example clerk.session.checkAuthorization({ feature: 'export' })
   */
  checkAuthorization(params: AuthorizationParams): boolean;
  /** Tells the API that the session is in use, and makes it the last active one. */
  touch(): Promise<SessionResource>;
  /** Ends the session. It stays on the client with status `ended`. */
  end(): Promise<SessionResource>;
  /** Ends the session and removes it from the client. */
  remove(): Promise<SessionResource>;
  /** Reads the session again. */
  reload(): Promise<SessionResource>;
  /** Begins a reverification, which sensitive changes require. */
  startVerification(params: { level: VerificationLevel }): Promise<SessionVerificationResource>;
  /** Sends a code, or asks for a challenge, for the reverification. */
  prepareFirstFactorVerification(params: FactorParams): Promise<SessionVerificationResource>;
  /** Verifies the first factor again. */
  attemptFirstFactorVerification(params: AttemptParams): Promise<SessionVerificationResource>;
  /** Sends a code for the second factor of the reverification. */
  prepareSecondFactorVerification(params: FactorParams): Promise<SessionVerificationResource>;
  /** Verifies the second factor again. */
  attemptSecondFactorVerification(params: AttemptParams): Promise<SessionVerificationResource>;
  /** Verifies a factor with a passkey. @param params `level`: default `first_factor` */
  verifyWithPasskey(params?: { level?: 'first_factor' | 'second_factor' }): Promise<SessionVerificationResource>;
}

export type VerificationLevel = 'first_factor' | 'second_factor' | 'multi_factor';

export interface SessionVerificationResource {
  readonly status: 'needs_first_factor' | 'needs_second_factor' | 'complete';
  readonly level: VerificationLevel;
  /** The session with its present factor ages. */
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
  readonly abandonAt: Date;
  readonly lastActiveAt: Date;
  readonly actor: Readonly<Record<string, unknown>> | null;
  readonly latestActivity: SessionActivityResource;
  /** Signs that device out. Resolves to the session as it is then. */
  revoke(): Promise<SessionWithActivitiesResource>;
}

/** The device and place that a session was last used from. */
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

/** Parameters of `prepare…`: the strategy, and the address, number or wallet to use. */
export interface FactorParams {
  strategy: string;
  emailAddressId?: string;
  phoneNumberId?: string;
  web3WalletId?: string;
  redirectUrl?: string;
  actionCompleteRedirectUrl?: string;
  /** This page shows `matchNumber`, so the link may be confirmed on another device. */
  numberMatch?: boolean;
}

/** Parameters of `attempt…`: the strategy, and what it verifies. */
export interface AttemptParams {
  strategy: string;
  code?: string;
  password?: string;
  signature?: string;
  token?: string;
  ticket?: string;
  /** The browser's answer, as JSON text. */
  publicKeyCredential?: string;
}

/** Parameters of an authorization at an OAuth provider. */
export interface AuthenticateWithRedirectParams {
  strategy: string;
  /** The page that the provider redirects to. It calls `handleRedirectCallback`. */
  redirectUrl: string;
  /** Where to go when the user is signed in without another step. */
  redirectUrlComplete: string;
  /** Continue the present sign-up instead of creating a new one. */
  continueSignUp?: boolean;
  /** Continue the present sign-in instead of creating a new one. */
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

/** Parameters for signing in or up with a wallet. */
export interface AuthenticateWithWeb3Params {
  /** Address of the wallet. */
  identifier: string;
  /** Signs the message and returns the signature. */
  generateSignature(params: { identifier: string; nonce: string }): Promise<string>;
  strategy?: string;
  unsafeMetadata?: Record<string, unknown>;
  legalAccepted?: boolean;
}

/** Fields of an account that is created with a wallet. */
export type WalletSignUpParams = Pick<AuthenticateWithWeb3Params, 'unsafeMetadata' | 'legalAccepted'>;

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

/** What a new password lacks. Each key is that of a setting for passwords, and true. */
export type PasswordComplexity = Partial<
  Record<
    | 'min_length'
    | 'max_length'
    | 'require_lowercase'
    | 'require_uppercase'
    | 'require_numbers'
    | 'require_special_char',
    boolean
  >
>;

/** What `validatePassword` finds. */
export interface PasswordValidation {
  complexity?: PasswordComplexity;
  /** `keys` are those of the texts that say what would make it stronger. */
  strength?: {
    state: 'excellent' | 'pass' | 'fail';
    keys?: readonly string[];
    result: { score: number; feedback: { warning: string | null; suggestions: readonly string[] }; password: string };
  };
}

/** What `validatePassword` calls. */
export interface ValidatePasswordCallbacks {
  /** Called with all that is known. Where the instance shows the strength of passwords, it is called when that is known. */
  onValidation?: (validation: PasswordValidation) => void;
  /** Called at once: whether the password has the length and the characters that the instance asks for. */
  onValidationComplexity?: (isComplex: boolean) => void;
}

/** Members of a sign-in and of a sign-up that few pages use: `load()` adds them. */
export interface FurtherAttemptMembers extends FurtherResourceMembers {
  /** Time zone of the visitor, where the API knows it. */
  readonly timezone: string | null;
  /**
   * Checks a new password by the rules of the instance, without sending it.
   *
   * @example signUp.validatePassword(input.value, { onValidationComplexity: (fits) => (button.disabled = !fits) })
   */
  validatePassword(password: string, callbacks?: ValidatePasswordCallbacks): void;
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
  /** Opens the provider in a window that the page has opened, and resolves when it is done. */
  authenticateWithPopup(params: AuthenticateWithPopupParams): Promise<void>;
  /** Signs in with a signature of a wallet. */
  authenticateWithWeb3(params: AuthenticateWithWeb3Params): Promise<SignInResource>;
  /** Reads the attempt again. */
  reload(): Promise<SignInResource>;
}

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
  /** Opens the provider in a window that the page has opened, and resolves when it is done. */
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

/** Members of a client that few pages use: `load()` adds them. */
export interface FurtherClientMembers extends FurtherResourceMembers {
  /** Whether the API lets this browser sign up without a captcha. */
  readonly captchaBypass: boolean;
  /** @deprecated `signIn` */
  readonly signInAttempt: SignInResource;
  /** @deprecated `signUp` */
  readonly signUpAttempt: SignUpResource;
  /** Returns whether the API does not know this browser yet. */
  isNew(): boolean;
  /** Makes this browser known to the API, if it is not. */
  create(): Promise<ClientResource>;
  /** Reads the client again. */
  fetch(): Promise<ClientResource>;
  /** Forgets the tokens of all sessions, so that the next `getToken` of each requests one. */
  clearCache(): void;
  /** Gives the present sign-in up. `signIn` is an empty one then. */
  resetSignIn(): void;
  /** Gives the present sign-up up. `signUp` is an empty one then. */
  resetSignUp(): void;
  /** Returns whether the cookie of this browser ends within 8 days, so that a visit of `buildTouchUrl` is worthwhile. */
  isEligibleForTouch(): boolean;
  /**
   * Returns a URL of the API that renews the cookie of this browser and leads on: Safari keeps cookies for 7 days only
   * that scripts have caused.
   */
  buildTouchUrl(params: { redirectUrl: URL }): string;
  /** @internal Sends a captcha token of a browser that had to solve one. */
  __internal_sendCaptchaToken(params: object): Promise<ClientResource>;
  /** Ends all sessions and the client. */
  destroy(): Promise<void>;
  /** Ends all sessions. */
  removeSessions(): Promise<ClientResource>;
}

/** This browser, with its sessions and its attempts to sign in and up. */
export interface ClientResource extends ClerkResource, FurtherClientMembers {
  /** Undefined while the API does not know this browser. */
  readonly id: string | undefined;
  /** All sessions of this browser that have not been removed. */
  readonly sessions: readonly SessionResource[];
  /** The sessions that are `active` or `pending`. */
  readonly signedInSessions: readonly SessionResource[];
  /** The sessions without pending tasks. */
  readonly activeSessions: readonly SessionResource[];
  /** The present attempt. If there is none, an empty one (`status: null`) on which `create` can be called. */
  readonly signIn: SignInResource;
  /** The present sign-up, or an empty one. */
  readonly signUp: SignUpResource;
  /** Id of the session that was used last. */
  readonly lastActiveSessionId: string | null;
  /** What the last sign-in in this browser began with, such as `password`. */
  readonly lastAuthenticationStrategy: string | null;
  /** When the cookie of this browser ends. */
  readonly cookieExpiresAt: Date | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  /** Reads the client again. */
  reload(): Promise<ClientResource>;
}

/** The configuration of the instance: the JSON of the API, deeply frozen. `load()` adds the members in camelCase. */
export type EnvironmentResource = Readonly<EnvironmentJSON> & Partial<FurtherEnvironmentMembers>;
