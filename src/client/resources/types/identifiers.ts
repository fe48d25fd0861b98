import type { ClerkResource, FurtherOwnedMembers } from './resource.ts';
import type { EmailLinkFlow, VerificationResource } from './verification.ts';

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
