import type { OAuthStrategy } from '../../protocol/strategies.ts';

/** What is said of one user in a file, whatever format the file has. What is undefined was not said. */
export interface UserRecord {
  id?: string | undefined;
  externalId?: string | undefined;
  username?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  /** The first verified one of each list is the primary one. */
  emails: RecordedAddress[];
  phones: RecordedPhone[];
  wallets: RecordedAddress[];
  externalAccounts: RecordedAccount[];
  /** Plaintext. */
  password?: string | undefined;
  /** The hasher is undefined when the digest has to name it. */
  digest?: { digest: string; hasher: string | undefined } | undefined;
  /** Base32. */
  totpSecret?: string | undefined;
  /** Plaintext. */
  backupCodes?: readonly string[] | undefined;
  publicMetadata?: Record<string, unknown> | undefined;
  privateMetadata?: Record<string, unknown> | undefined;
  unsafeMetadata?: Record<string, unknown> | undefined;
  banned?: boolean | undefined;
  passwordCompromised?: boolean | undefined;
  locale?: string | undefined;
  timezone?: string | undefined;
  deleteSelfEnabled?: boolean | undefined;
  bypassClientTrust?: boolean | undefined;
  /** Milliseconds. */
  createdAt?: number | undefined;
  legalAcceptedAt?: number | undefined;
  lastSignInAt?: number | undefined;
  /** Fields that the file has and an import leaves out. */
  ignored: readonly string[];
}

export interface RecordedAddress {
  text: string;
  verified: boolean;
}

export interface RecordedPhone extends RecordedAddress {
  isSecondFactor?: boolean | undefined;
  isDefaultSecondFactor?: boolean | undefined;
}

/** The account at an OAuth provider. */
export interface RecordedAccount {
  provider: OAuthStrategy;
  providerUserId: string;
  email: string;
  emailVerified: boolean;
  firstName: string | null;
  lastName: string | null;
  username: string | null;
  imageUrl: string;
}

/** A record with nothing in it. */
export function emptyRecord(): UserRecord {
  return { emails: [], phones: [], wallets: [], externalAccounts: [], ignored: [] };
}

/** A row cannot be imported. The message is for the operator, and has no secret. */
export class RowProblem extends Error {
  override readonly name = 'RowProblem';
}

/** The whole file cannot be imported. The message is for the operator. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
}
