import type { SignInMethodJSON } from '../../../protocol/json/user.ts';
import type { ClerkResource, DeletedObjectResource, FurtherOwnedMembers } from './resource.ts';
import type { VerificationResource } from './verification.ts';

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
