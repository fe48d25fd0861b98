/* The parameters of the Backend API, with the names that Clerk's SDK gives to them. */

/** Metadata of a user. */
export interface UserMetadata {
  /** Pages can read it, and only your server can write it. */
  publicMetadata?: Record<string, unknown> | undefined;
  /** Only your server can read and write it. */
  privateMetadata?: Record<string, unknown> | undefined;
  /** Pages can read and write it. */
  unsafeMetadata?: Record<string, unknown> | undefined;
}

interface UserNames {
  externalId?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  username?: string | null | undefined;
  password?: string | undefined;
  /** Leaves the password policy out. */
  skipPasswordChecks?: boolean | undefined;
  skipLegalChecks?: boolean | undefined;
  /** A digest that another system made, in place of a password. The next right password replaces it. */
  passwordDigest?: string | undefined;
  /** What made it, by Clerk's name for it, such as `bcrypt`. */
  passwordHasher?: string | undefined;
  /** The seed of an authenticator app in base32: SHA-1, six digits, 30 seconds. */
  totpSecret?: string | undefined;
  /** Backup codes, or bcrypt digests of them, for a user with a second factor. */
  backupCodes?: string[] | undefined;
  /** A BCP 47 tag, such as `en-US`. */
  locale?: string | null | undefined;
  /** Such as `Europe/Lisbon`. */
  timezone?: string | null | undefined;
  /** Whether the user may delete the account. Default: as the settings say. */
  deleteSelfEnabled?: boolean | undefined;
  /** A device that is not known yet needs no further proof. */
  bypassClientTrust?: boolean | undefined;
  legalAcceptedAt?: Date | undefined;
  createdAt?: Date | undefined;
}

/** A user to create. */
export interface CreateUserParams extends UserNames, UserMetadata {
  /** All of them count as verified; the first one is the primary one. The same holds for numbers and wallets. */
  emailAddress?: string[] | undefined;
  phoneNumber?: string[] | undefined;
  web3Wallet?: string[] | undefined;
  /** The user needs no password, even where the instance requires one. */
  skipPasswordRequirement?: boolean | undefined;
  /** The user needs no other attribute that the instance requires, except one identifier. */
  skipUserRequirement?: boolean | undefined;
  banned?: boolean | undefined;
  /** The user cannot sign in for an hour. */
  locked?: boolean | undefined;
}

/** Changes of a user. What is left out stays as it is, and null removes a value. */
export interface UpdateUserParams extends UserNames {
  primaryEmailAddressID?: string | undefined;
  primaryPhoneNumberID?: string | undefined;
  primaryWeb3WalletID?: string | undefined;
  /** Our server tells the owner in any case. */
  notifyPrimaryEmailAddressChanged?: boolean | undefined;
  /** Ends all sessions of the user, when there is a new password. */
  signOutOfOtherSessions?: boolean | undefined;
}

/** Which users to count. Each list has at most 100 values, and a user matches any of them. */
export interface UserCountParams {
  emailAddress?: string[] | undefined;
  phoneNumber?: string[] | undefined;
  username?: string[] | undefined;
  web3Wallet?: string[] | undefined;
  /** An id with `-` in front is left out. The same holds for `externalId`. */
  userId?: string[] | undefined;
  externalId?: string[] | undefined;
  /** A part of an email address, phone number, username, wallet, id or name. */
  query?: string | undefined;
  /** A part of an email address. The same holds for the three others. */
  emailAddressQuery?: string | undefined;
  phoneNumberQuery?: string | undefined;
  usernameQuery?: string | undefined;
  nameQuery?: string | undefined;
  /** Such as `oauth_google`, together with `providerUserId`. */
  provider?: string | undefined;
  /** Ids of accounts at `provider`. */
  providerUserId?: string[] | undefined;
  banned?: boolean | undefined;
  /** Times in milliseconds since the epoch. */
  createdAtBefore?: number | undefined;
  createdAtAfter?: number | undefined;
  lastActiveAtBefore?: number | undefined;
  lastActiveAtAfter?: number | undefined;
  lastSignInAtBefore?: number | undefined;
  lastSignInAtAfter?: number | undefined;
}

/** Which part of a list is answered. */
export interface PageParams {
  /** 1 to 500; default 10. */
  limit?: number | undefined;
  offset?: number | undefined;
}

type UserOrder =
  | 'created_at'
  | 'updated_at'
  | 'email_address'
  | 'web3wallet'
  | 'first_name'
  | 'last_name'
  | 'phone_number'
  | 'username'
  | 'last_active_at'
  | 'last_sign_in_at';

/** Which users a list holds, in which order. */
export interface UserListParams extends UserCountParams, PageParams {
  /** Id of a user. The list goes on behind them, in the order of `created_at`. */
  startingAfter?: string | undefined;
  /** With `-` in front the greatest comes first. Default `-created_at`. */
  orderBy?: UserOrder | `+${UserOrder}` | `-${UserOrder}`;
}

/** Which sessions a list holds, newest first. */
export interface SessionListParams extends PageParams {
  /** Give this or `userId`. */
  clientId?: string | undefined;
  userId?: string | undefined;
  status?: 'abandoned' | 'active' | 'ended' | 'expired' | 'removed' | 'replaced' | 'revoked' | undefined;
}

/** Who acts as whom, and how long. */
export interface CreateActorTokenParams {
  /** The user to act as. */
  userId: string;
  /** Who acts. `session.actor` in the browser and the claim `act` of its tokens have it, 512 bytes at most. */
  actor: { sub: string; [claim: string]: unknown };
  /** How many seconds the token is valid: 1 to 2592000; default 3600. */
  expiresInSeconds?: number | undefined;
  /** How many seconds the session may last: 1 to 2592000; default 1800. */
  sessionMaxDurationInSeconds?: number | undefined;
}

/** For whom a sign-in token is, and how long. */
export interface CreateSignInTokenParams {
  userId: string;
  /** How many seconds it is valid: 1 to 2592000 (30 days, the default). */
  expiresInSeconds?: number | undefined;
}

/** A JWT template to create. */
export interface CreateJwtTemplateParams {
  /** What `getToken({ template })` names: up to 64 letters, digits, `-` and `_`. */
  name: string;
  /** Claims as JSON, with expressions such as `{{user.id}}` in their texts. */
  claims: Record<string, unknown>;
  /** Seconds that its tokens live, 30 to 315360000; default 60. */
  lifetime?: number | null | undefined;
  /** Seconds by which `nbf` is before `iat`, 0 to 300; default 5. */
  allowedClockSkew?: number | null | undefined;
  /** Whether the template has a key of its own. */
  customSigningKey?: boolean | undefined;
  /** RS, ES or HS, each with 256, 384 or 512. */
  signingAlgorithm?: string | null | undefined;
  /** A private key in PEM, or a shared secret for HS…. No answer has it. */
  signingKey?: string | null | undefined;
}

/** Changes of a JWT template. What is left out stays as it is, also its key. */
export interface UpdateJwtTemplateParams extends Partial<CreateJwtTemplateParams> {
  templateId: string;
}
