/* The parameters of the Backend API, with the names that Clerk's SDK gives to them. */

/** Metadata of a user. */
export interface UserMetadata {
  /** Pages can read it, and only your server can write it. */
  publicMetadata?: Record<string, unknown>;
  /** Only your server can read and write it. */
  privateMetadata?: Record<string, unknown>;
  /** Pages can read and write it. */
  unsafeMetadata?: Record<string, unknown>;
}

interface UserNames {
  externalId?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  username?: string | null;
  password?: string;
  /** Leaves the password policy out. */
  skipPasswordChecks?: boolean;
  skipLegalChecks?: boolean;
  legalAcceptedAt?: Date;
  createdAt?: Date;
}

/** A user to create. */
export interface CreateUserParams extends UserNames, UserMetadata {
  /** All of them count as verified; the first one is the primary one. The same holds for numbers and wallets. */
  emailAddress?: string[];
  phoneNumber?: string[];
  web3Wallet?: string[];
  /** The user needs no password, even where the instance requires one. */
  skipPasswordRequirement?: boolean;
  /** The user needs no other attribute that the instance requires, except one identifier. */
  skipUserRequirement?: boolean;
  banned?: boolean;
}

/** Changes of a user. What is left out stays as it is, and null removes a value. */
export interface UpdateUserParams extends UserNames {
  primaryEmailAddressID?: string;
  primaryPhoneNumberID?: string;
  primaryWeb3WalletID?: string;
  /** Our server tells the owner in any case. */
  notifyPrimaryEmailAddressChanged?: boolean;
  /** Ends all sessions of the user, when there is a new password. */
  signOutOfOtherSessions?: boolean;
}

/** Which users to count. Each list has at most 100 values, and a user matches any of them. */
export interface UserCountParams {
  emailAddress?: string[];
  phoneNumber?: string[];
  username?: string[];
  web3Wallet?: string[];
  /** An id with `-` in front is left out. The same holds for `externalId`. */
  userId?: string[];
  externalId?: string[];
  /** A part of an email address, phone number, username, wallet, id or name. */
  query?: string;
  banned?: boolean;
  /** Times in milliseconds since the epoch. */
  createdAtBefore?: number;
  createdAtAfter?: number;
  lastActiveAtBefore?: number;
  lastActiveAtAfter?: number;
  lastSignInAtBefore?: number;
  lastSignInAtAfter?: number;
}

/** Which part of a list is answered. */
export interface PageParams {
  /** 1 to 500; default 10. */
  limit?: number;
  offset?: number;
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
  /** With `-` in front the greatest comes first. Default `-created_at`. */
  orderBy?: UserOrder | `+${UserOrder}` | `-${UserOrder}`;
}

/** Which sessions a list holds, newest first. */
export interface SessionListParams extends PageParams {
  /** Give this or `userId`. */
  clientId?: string;
  userId?: string;
  status?: 'abandoned' | 'active' | 'ended' | 'expired' | 'removed' | 'replaced' | 'revoked';
}

/** For whom a sign-in token is, and how long. */
export interface CreateSignInTokenParams {
  userId: string;
  /** How many seconds it is valid: 1 to 2592000 (30 days, the default). */
  expiresInSeconds?: number;
}
