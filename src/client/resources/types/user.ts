import type {
  CreateExternalAccountParams,
  EnterpriseAccountResource,
  ExternalAccountResource,
} from './external-account.ts';
import type { EmailAddressResource, PhoneNumberResource, Web3WalletResource } from './identifiers.ts';
import type { ClerkResource, DeletedObjectResource, FurtherResourceMembers, PaginatedList } from './resource.ts';
import type { SessionWithActivitiesResource } from './session.ts';
import type { BackupCodeResource, PasskeyResource, SignInMethodResource, TOTPResource } from './user-factors.ts';

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
