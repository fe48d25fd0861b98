/* What the Backend API answers, with the names that Clerk's SDK gives to it. Times are milliseconds since the epoch. */

/** How an identifier was verified. */
export interface BackendVerification {
  status: string;
  strategy: string;
  attempts: number | null;
  expireAt: number | null;
}

/** An email address of a user. */
export interface BackendEmailAddress {
  id: string;
  emailAddress: string;
  verification: BackendVerification | null;
  linkedTo: { id: string; type: string }[];
}

/** A phone number of a user. */
export interface BackendPhoneNumber {
  id: string;
  /** E.164. */
  phoneNumber: string;
  reservedForSecondFactor: boolean;
  defaultSecondFactor: boolean;
  verification: BackendVerification | null;
  /** New backup codes, when the number became the first second factor of its user. They are in this answer alone. */
  backupCodes: string[] | null;
}

/** A wallet of a user. */
export interface BackendWeb3Wallet {
  id: string;
  web3Wallet: string;
  verification: BackendVerification | null;
}

/** An account at a provider that a user has connected. */
export interface BackendExternalAccount {
  id: string;
  provider: string;
  providerUserId: string;
  approvedScopes: string;
  emailAddress: string;
  firstName: string;
  lastName: string;
  imageUrl: string;
  username: string | null;
  verification: BackendVerification | null;
}

/** What acts for a user at an OAuth provider. */
export interface BackendOAuthAccessToken {
  externalAccountId: string;
  providerUserId: string;
  /** Such as `oauth_google`. */
  provider: string;
  token: string;
  /** Milliseconds since the epoch; null when the provider does not say. */
  expiresAt: number | null;
  scopes: string[];
  label: string | null;
  publicMetadata: Record<string, unknown>;
  idToken?: string;
}

/** A user, as your server sees them. */
export interface BackendUser {
  id: string;
  externalId: string | null;
  username: string | null;
  firstName: string | null;
  lastName: string | null;
  /** First and last name; null when the user has neither. */
  fullName: string | null;
  imageUrl: string;
  hasImage: boolean;
  primaryEmailAddressId: string | null;
  primaryPhoneNumberId: string | null;
  primaryWeb3WalletId: string | null;
  /** Null when the user has none. */
  primaryEmailAddress: BackendEmailAddress | null;
  primaryPhoneNumber: BackendPhoneNumber | null;
  primaryWeb3Wallet: BackendWeb3Wallet | null;
  emailAddresses: BackendEmailAddress[];
  phoneNumbers: BackendPhoneNumber[];
  web3Wallets: BackendWeb3Wallet[];
  externalAccounts: BackendExternalAccount[];
  passwordEnabled: boolean;
  totpEnabled: boolean;
  backupCodeEnabled: boolean;
  twoFactorEnabled: boolean;
  banned: boolean;
  /** Others may know the password, so it signs nobody in until it is reset. */
  requiresPasswordReset: boolean;
  /** A BCP 47 tag, such as `en-US`. */
  locale: string | null;
  /** Such as `Europe/Lisbon`. */
  timezone: string | null;
  /** A device that is not known yet needs no further proof. */
  bypassClientTrust: boolean;
  locked: boolean;
  publicMetadata: Record<string, unknown>;
  /** Never seen by a page. */
  privateMetadata: Record<string, unknown>;
  unsafeMetadata: Record<string, unknown>;
  lastSignInAt: number | null;
  lastActiveAt: number | null;
  legalAcceptedAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** A session of a user in one browser or app. */
export interface BackendSession {
  id: string;
  clientId: string;
  userId: string;
  status: 'active' | 'abandoned' | 'ended' | 'expired' | 'pending' | 'removed' | 'replaced' | 'revoked';
  lastActiveAt: number;
  expireAt: number;
  abandonAt: number;
  lastActiveOrganizationId: string | null;
  latestActivity: {
    id: string;
    isMobile: boolean;
    ipAddress: string | null;
    city: string | null;
    country: string | null;
    browserName: string | null;
    browserVersion: string | null;
    deviceType: string | null;
  } | null;
  createdAt: number;
  updatedAt: number;
}

/** A token with which somebody else acts as a user. */
export interface BackendActorToken extends BackendSignInToken {
  actor: { sub: string; [claim: string]: unknown };
}

/** A token that signs a user in once. */
export interface BackendSignInToken {
  id: string;
  userId: string;
  status: 'pending' | 'accepted' | 'revoked';
  /** Only in the answer that made it. */
  token?: string;
  url?: string;
  createdAt: number;
  updatedAt: number;
}

/** A token with which automated tests pass the bot check. */
export interface BackendTestingToken {
  token: string;
  /** In seconds since the epoch. */
  expiresAt: number;
}

/** What is left of something that was deleted. */
export interface BackendDeleted {
  id: string;
  deleted: boolean;
}

/** A page of a list. */
export interface BackendPage<T> {
  data: T[];
  /** How many there are on all pages. */
  totalCount: number;
}

type Raw = Omit<BackendUser, 'fullName' | 'primaryEmailAddress' | 'primaryPhoneNumber' | 'primaryWeb3Wallet'>;

/** Adds to a user what Clerk's SDK derives from the answer. */
export function completeUser(raw: Raw): BackendUser {
  const find = <T extends { id: string }>(list: readonly T[], id: string | null) =>
    list.find((each) => each.id === id) ?? null;
  return {
    ...raw,
    fullName: [raw.firstName, raw.lastName].filter(Boolean).join(' ') || null,
    primaryEmailAddress: find(raw.emailAddresses, raw.primaryEmailAddressId),
    primaryPhoneNumber: find(raw.phoneNumbers, raw.primaryPhoneNumberId),
    primaryWeb3Wallet: find(raw.web3Wallets, raw.primaryWeb3WalletId),
  };
}

/** A JWT template. Its key is in no answer. */
export interface BackendJwtTemplate {
  id: string;
  name: string;
  claims: Record<string, unknown>;
  /** Seconds. */
  lifetime: number;
  /** Seconds. */
  allowedClockSkew: number;
  /** Whether it has a key of its own. */
  customSigningKey: boolean;
  signingAlgorithm: string;
  /** 0 when it comes from the settings. */
  createdAt: number;
  updatedAt: number;
  /** What to know of it, such as that its tokens live for long. */
  warnings?: string[];
}
