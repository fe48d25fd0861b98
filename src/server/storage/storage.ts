import type { DevMessage } from '../delivery/port.ts';
import type {
  ClientRow,
  CodePurpose,
  CodeRow,
  EmailAddressRow,
  RefreshRow,
  SessionRow,
  SignInRow,
  SignUpRow,
  UserRow,
} from './rows.ts';

/** Answer of {@link StorageOps.takeLimit}. */
export interface LimitVerdict {
  allowed: boolean;
  /** Milliseconds until the window is over; 0 when allowed. */
  retryAfterMs: number;
}

/** Statuses a session can be moved to; they are all final. */
export type FinalSessionStatus = 'ended' | 'removed' | 'revoked' | 'expired' | 'abandoned' | 'replaced';

/** Columns of a client that change after it was made. */
export type ClientPatch = Partial<
  Pick<
    ClientRow,
    | 'last_active_session_id'
    | 'sign_in_id'
    | 'sign_up_id'
    | 'last_authentication_strategy'
    | 'uat'
    | 'token_hash'
    | 'cookie_expires_at'
  >
>;

/** Columns of a user that change after it was made. */
export type UserPatch = Partial<Omit<UserRow, 'id' | 'created_at' | 'updated_at'>>;

/**
 * Every read and write of the server. Times are milliseconds since the epoch. Each method is one atomic step;
 * several of them become one through {@link Storage.transaction}.
 *
 * `consume…`, `reserve…` and `take…` are contracts: of any number of parallel calls on one value exactly one wins
 * (or exactly as many as the limit allows), on any number of nodes.
 */
export interface StorageOps {
  insertClient(row: ClientRow): Promise<void>;
  /** The client whose cookie has this hash, unless the cookie has expired. */
  findClientByToken(tokenHash: string, now: number): Promise<ClientRow | undefined>;
  findClient(id: string): Promise<ClientRow | undefined>;
  /** Writes the columns and lets `updated_at` grow strictly. */
  updateClient(id: string, patch: ClientPatch, now: number): Promise<ClientRow | undefined>;
  /** The client whose cookie had this hash until it was replaced, if that was after `since`. */
  findSupersededClient(tokenHash: string, since: number): Promise<ClientRow | undefined>;
  /**
   * Replaces the token of a client if it is still `oldHash`, which is remembered unless it stays. Of two parallel
   * rotations one wins.
   */
  consumeClientToken(oldHash: string, newHash: string, cookieExpiresAt: number, now: number): Promise<boolean>;

  /** @throws {UniqueViolation} `username` when another user has it */
  insertUser(row: UserRow): Promise<void>;
  findUser(id: string): Promise<UserRow | undefined>;
  findUsers(ids: readonly string[]): Promise<UserRow[]>;
  findUserByUsername(usernameKey: string): Promise<UserRow | undefined>;
  /**
   * Writes the columns and lets `updated_at` grow strictly.
   *
   * @throws {UniqueViolation} `username` when another user has it
   */
  updateUser(id: string, patch: UserPatch, now: number): Promise<UserRow | undefined>;
  /**
   * Counts a password try before the password is looked at, so that parallel tries cannot outrun the limit.
   *
   * @returns the user with the try counted, or undefined when it has to wait (`retry_at`)
   */
  reservePasswordTry(userId: string, now: number): Promise<UserRow | undefined>;
  /** The password was right (or the account was proven in another way): the count starts anew. */
  clearPasswordTries(userId: string): Promise<void>;

  /** @throws {UniqueViolation} `email_address` when it is verified and another user has it verified */
  insertEmailAddress(row: EmailAddressRow): Promise<void>;
  /** Oldest first. */
  listEmailAddresses(userIds: readonly string[]): Promise<EmailAddressRow[]>;
  findEmailAddress(userId: string, id: string): Promise<EmailAddressRow | undefined>;
  findVerifiedEmailAddress(emailKey: string): Promise<EmailAddressRow | undefined>;
  /** @throws {UniqueViolation} `email_address` when another user has it verified */
  verifyEmailAddress(id: string, now: number): Promise<void>;
  setEmailAddressCode(id: string, codeId: string): Promise<void>;
  deleteEmailAddress(userId: string, id: string): Promise<boolean>;

  insertSession(row: SessionRow): Promise<void>;
  findSession(id: string): Promise<SessionRow | undefined>;
  /** The session for a refresh, if the cookie's client owns it. One read, prepared once. */
  findSessionForRefresh(tokenHash: string, sessionId: string, now: number): Promise<RefreshRow | undefined>;
  /** Live ones (active, not expired, not abandoned), oldest first. */
  listClientSessions(clientId: string, now: number): Promise<SessionRow[]>;
  /** Live ones, most recently active first; all of them with `all`. */
  listUserSessions(userId: string, now: number, all?: boolean): Promise<SessionRow[]>;
  /** Notes that the session is in use; `visible` lets `updated_at` grow. */
  touchSession(id: string, abandonAt: number, now: number, visible: boolean): Promise<SessionRow | undefined>;
  /** Ends the live sessions among `ids` and answers how many there were. */
  endSessions(ids: readonly string[], status: FinalSessionStatus, now: number): Promise<number>;

  insertSignIn(row: SignInRow): Promise<void>;
  findSignIn(clientId: string, id: string): Promise<SignInRow | undefined>;
  /** Compare-and-set: writes only if `version` is still the one given, and answers the new row. */
  updateSignIn(id: string, version: number, patch: Partial<SignInRow>): Promise<SignInRow | undefined>;
  insertSignUp(row: SignUpRow): Promise<void>;
  findSignUp(clientId: string, id: string): Promise<SignUpRow | undefined>;
  /** Compare-and-set, as {@link updateSignIn}. */
  updateSignUp(id: string, version: number, patch: Partial<SignUpRow>): Promise<SignUpRow | undefined>;

  /** Keeps a code; older ones of the same purpose and subject are dead from then on. */
  insertCode(row: CodeRow): Promise<void>;
  findCode(id: string): Promise<CodeRow | undefined>;
  /** Counts a try before it is judged, and answers the code as it then is. */
  countCodeTry(id: string): Promise<CodeRow | undefined>;
  /** Takes the code if nobody did, it was not revoked and has not expired. Exactly one caller gets true. */
  consumeCode(id: string, now: number): Promise<boolean>;
  revokeCodes(purpose: CodePurpose, subject: string, now: number): Promise<void>;

  /** Takes one of `max` hits per window, which starts with the first hit. A refused call takes nothing. */
  takeLimit(key: string, max: number, windowMs: number, now: number): Promise<LimitVerdict>;
  /** Looks without taking. */
  peekLimit(key: string, max: number, now: number): Promise<LimitVerdict>;
  /** Gives one hit back, when what it was taken for did not happen. */
  returnLimit(key: string): Promise<void>;

  getSetting(key: string): Promise<string | undefined>;
  /** Stores the value unless there is one, and answers the value that is stored. */
  insertSettingOnce(key: string, value: string): Promise<string>;

  /** Keeps the latest 1,000. */
  addDevMessage(message: DevMessage): Promise<void>;
  /** Newest first. */
  listDevMessages(filter?: { to?: string }): Promise<DevMessage[]>;
}

/** The database behind the server; see `openStorage`. */
export interface Storage extends StorageOps {
  /**
   * Runs several steps as one: all of them are kept, or none. Keep slow work (hashing, mail) out of it.
   * The work may run again when the database asks for it, so it must have no effect but through `tx`.
   */
  transaction<T>(work: (tx: StorageOps) => Promise<T>): Promise<T>;
  /** Deletes what no request can need any more: expired codes, attempts, limits and empty clients. */
  sweep(now: number): Promise<void>;
  /** @throws {StorageUnavailable} when the database does not answer */
  ping(): Promise<void>;
  close(): Promise<void>;
}
