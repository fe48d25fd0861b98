/** An object of JSON. */
type JsonObject = Readonly<Record<string, unknown>>;

/** An email address of a seeded user. */
export interface SeedEmailAddress {
  emailAddress: string;
  /** `idn_` and letters and digits. Default: made from the address, the same at every start. */
  id?: string | undefined;
  /** Default true. */
  verified?: boolean | undefined;
}

/** A phone number of a seeded user. */
export interface SeedPhoneNumber {
  /** In international form, such as `+1 201 555 0123`. */
  phoneNumber: string;
  /** `idn_` and letters and digits. Default: made from the number, the same at every start. */
  id?: string | undefined;
  /** Default true. */
  verified?: boolean | undefined;
  /** Codes by SMS to this number are a second factor; default false. */
  reservedForSecondFactor?: boolean | undefined;
}

/** An account at an OAuth provider that a seeded user has connected. */
export interface SeedExternalAccount {
  /** Name of the provider, such as `google`. */
  provider: string;
  /** The provider's own id of the person (`sub`). */
  providerUserId: string;
  /** `eac_` and letters and digits. Default: made from provider and `providerUserId`. */
  id?: string | undefined;
  /** Default: the first email address of the user. */
  emailAddress?: string | undefined;
  username?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  /** https URL of a picture. */
  imageUrl?: string | undefined;
}

/** A session of a seeded user. */
export interface SeedSession {
  /** `sess_` and letters and digits. Default: made from the user's id and the place in the list. */
  id?: string | undefined;
  /** ISO 8601. Default: the time of the start or the reset. */
  createdAt?: string | undefined;
  /** ISO 8601. Default: `createdAt`. */
  lastActiveAt?: string | undefined;
}

/** A user that exists when the emulator starts. */
export interface SeedUser {
  /** `user_` and letters and digits. Default: made from the first identifier, the same at every start. */
  id?: string | undefined;
  /** Verified, unless one says otherwise. The first one is the primary one. */
  emailAddresses?: readonly (string | SeedEmailAddress)[] | undefined;
  /** Verified, unless one says otherwise. The first one is the primary one. */
  phoneNumbers?: readonly (string | SeedPhoneNumber)[] | undefined;
  /** Addresses of wallets, which count as verified. The first one is the primary one. */
  web3Wallets?: readonly string[] | undefined;
  username?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  /** As the user types it. The password policy does not apply. */
  password?: string | undefined;
  /** The hash of the password that another system made, instead of `password`. */
  passwordDigest?: string | undefined;
  /** What made `passwordDigest`, such as `bcrypt`; the names of the Backend API. */
  passwordHasher?: string | undefined;
  /** The secret of an authenticator app in base32, which makes the app a second factor. */
  totpSecret?: string | undefined;
  /** Backup codes, each of which works once. */
  backupCodes?: readonly string[] | undefined;
  externalAccounts?: readonly SeedExternalAccount[] | undefined;
  /** Sessions that are active when the emulator starts. */
  sessions?: readonly SeedSession[] | undefined;
  /** Id of the user in another system; unique. */
  externalId?: string | undefined;
  publicMetadata?: JsonObject | undefined;
  privateMetadata?: JsonObject | undefined;
  unsafeMetadata?: JsonObject | undefined;
  /** Default false. */
  banned?: boolean | undefined;
  /** Default false. Too many failed tries have locked the account, for an hour. */
  locked?: boolean | undefined;
  /** ISO 8601. Default: the time of the start or the reset. */
  createdAt?: string | undefined;
  /** ISO 8601. When the user accepted the legal documents. */
  legalAcceptedAt?: string | undefined;
}

/** What an emulator holds when it starts, and after every reset. */
export interface Seed {
  /** Address of the JSON Schema, for editors. */
  $schema?: string | undefined;
  users?: readonly SeedUser[] | undefined;
}

/**
 * Returns a seed as it is. It is for its type: an editor completes the names, and the compiler refuses wrong ones.
 *
 * @example
 * // seed.ts
 * import { defineSeed } from 'clerk-widgets/testing';
 *
 * export default defineSeed({ users: [{ emailAddresses: ['ada@example.com'], password: 'a plain long phrase' }] });
 */
export function defineSeed<const S extends Seed>(seed: S): S {
  return seed;
}
