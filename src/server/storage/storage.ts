import type { DevMessage } from '../delivery/port.ts';
import type {
  BackupCodeRow,
  BrowserBuildRow,
  BrowserFileRow,
  ChallengeRow,
  ClientRow,
  CodePurpose,
  CodeRow,
  EmailAddressRow,
  ExternalAccountRow,
  IdentifierTriesRow,
  NodeRow,
  PasskeyRow,
  PhoneNumberRow,
  RefreshRow,
  ReverificationRow,
  SessionRow,
  SignInRow,
  SignUpRow,
  TicketKind,
  TicketRow,
  TotpRow,
  UserRow,
  WaitlistEntryRow,
  Web3WalletRow,
} from './rows.ts';

/** Answer of {@link StorageOps.hitRateLimit}. */
export interface LimitVerdict {
  allowed: boolean;
  /** Milliseconds until the next hit can be had; 0 when allowed. */
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

/** Columns of a row a user owns that change after it was made. */
export type OwnedPatch<Row> = Partial<Omit<Row, 'id' | 'user_id' | 'created_at' | 'updated_at'>>;

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
  /**
   * Puts a new client in place of the one whose cookie has this hash: with its sessions and the users who know the
   * device, without its attempts. Of two parallel calls one wins. To be called in a transaction.
   */
  consumeClient(
    oldHash: string,
    next: Pick<ClientRow, 'id' | 'token_hash' | 'cookie_expires_at'>,
    now: number,
  ): Promise<ClientRow | undefined>;

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
   * Counts a try at a secret before it is judged, so that parallel tries cannot outrun the limit. Once a lock is over,
   * the count starts anew.
   *
   * @param isPaced it has to wait after several wrong ones, and lets the next one wait; any other waits for locks alone
   * @returns the user with the try counted, or undefined when it has to wait (`retry_at`)
   */
  reserveTry(userId: string, now: number, isPaced: boolean): Promise<UserRow | undefined>;
  /**
   * Takes a try that was right off the count.
   *
   * @param retryAt what the reservation set `retry_at` to, null when it did not; a wait that came of another try stays
   */
  returnTry(userId: string, retryAt: number | null): Promise<void>;
  /** The account was proven: the count starts anew. */
  clearTries(userId: string): Promise<void>;
  /**
   * As {@link reserveTry}, for an identifier instead of an account. Nothing but time ends the count, since a sign-in of
   * the owner would show that there is one: it starts anew a day after its first try.
   */
  reserveIdentifierTry(id: string, now: number, isPaced: boolean): Promise<IdentifierTriesRow | undefined>;
  /** As {@link returnTry}. */
  returnIdentifierTry(id: string, retryAt: number | null): Promise<void>;
  findIdentifierTries(id: string): Promise<IdentifierTriesRow | undefined>;

  /** @throws {UniqueViolation} `email_address` when it is verified and another user has it verified */
  insertEmailAddress(row: EmailAddressRow): Promise<void>;
  /** Oldest first. */
  listEmailAddresses(userIds: readonly string[]): Promise<EmailAddressRow[]>;
  findEmailAddress(userId: string, id: string): Promise<EmailAddressRow | undefined>;
  findVerifiedEmailAddress(emailKey: string): Promise<EmailAddressRow | undefined>;
  /** @throws {UniqueViolation} `email_address` when another user has it verified */
  verifyEmailAddress(id: string, now: number): Promise<void>;
  /** Writes the columns and lets `updated_at` grow strictly. @throws {UniqueViolation} `email_address` */
  updateEmailAddress(id: string, patch: OwnedPatch<EmailAddressRow>, now: number): Promise<EmailAddressRow | undefined>;
  deleteEmailAddress(userId: string, id: string): Promise<boolean>;

  /** @throws {UniqueViolation} `phone_number` when it is verified and another user has it verified */
  insertPhoneNumber(row: PhoneNumberRow): Promise<void>;
  /** Oldest first, as all lists of what users own. */
  listPhoneNumbers(userIds: readonly string[]): Promise<PhoneNumberRow[]>;
  findPhoneNumber(userId: string, id: string): Promise<PhoneNumberRow | undefined>;
  findVerifiedPhoneNumber(phone: string): Promise<PhoneNumberRow | undefined>;
  /** @throws {UniqueViolation} `phone_number` when another user has it verified */
  updatePhoneNumber(id: string, patch: OwnedPatch<PhoneNumberRow>, now: number): Promise<PhoneNumberRow | undefined>;
  deletePhoneNumber(userId: string, id: string): Promise<boolean>;

  /** @throws {UniqueViolation} `web3_wallet` when it is verified and another user has it verified */
  insertWeb3Wallet(row: Web3WalletRow): Promise<void>;
  listWeb3Wallets(userIds: readonly string[]): Promise<Web3WalletRow[]>;
  findWeb3Wallet(userId: string, id: string): Promise<Web3WalletRow | undefined>;
  /** @param address in lower case */
  findVerifiedWeb3Wallet(address: string): Promise<Web3WalletRow | undefined>;
  /** @throws {UniqueViolation} `web3_wallet` when another user has it verified */
  updateWeb3Wallet(id: string, patch: OwnedPatch<Web3WalletRow>, now: number): Promise<Web3WalletRow | undefined>;
  deleteWeb3Wallet(userId: string, id: string): Promise<boolean>;

  /** @throws {UniqueViolation} `external_account` when somebody has that account */
  insertExternalAccount(row: ExternalAccountRow): Promise<void>;
  listExternalAccounts(userIds: readonly string[]): Promise<ExternalAccountRow[]>;
  findExternalAccount(userId: string, id: string): Promise<ExternalAccountRow | undefined>;
  findExternalAccountByIdentity(provider: string, providerUserId: string): Promise<ExternalAccountRow | undefined>;
  /** @throws {UniqueViolation} `external_account` when somebody has that account */
  updateExternalAccount(
    id: string,
    patch: OwnedPatch<ExternalAccountRow>,
    now: number,
  ): Promise<ExternalAccountRow | undefined>;
  deleteExternalAccount(userId: string, id: string): Promise<boolean>;

  /** @throws {UniqueViolation} `passkey` when the credential is there already */
  insertPasskey(row: PasskeyRow): Promise<void>;
  listPasskeys(userIds: readonly string[]): Promise<PasskeyRow[]>;
  findPasskey(userId: string, id: string): Promise<PasskeyRow | undefined>;
  findPasskeyByCredential(credentialId: string): Promise<PasskeyRow | undefined>;
  /** @throws {UniqueViolation} `passkey` when the credential is there already */
  updatePasskey(id: string, patch: OwnedPatch<PasskeyRow>, now: number): Promise<PasskeyRow | undefined>;
  deletePasskey(userId: string, id: string): Promise<boolean>;

  /** Replaces the user's unverified one. @throws {UniqueViolation} when there is a verified one */
  insertTotp(row: TotpRow): Promise<void>;
  listTotps(userIds: readonly string[]): Promise<TotpRow[]>;
  findTotp(userId: string): Promise<TotpRow | undefined>;
  /** Takes a time step if it is later than the last one taken. Of parallel calls with one step, one gets true. */
  consumeTotpStep(userId: string, step: number): Promise<boolean>;
  verifyTotp(userId: string, now: number): Promise<void>;
  deleteTotp(userId: string): Promise<boolean>;

  /** The user's earlier codes are gone. */
  replaceBackupCodes(userId: string, rows: readonly BackupCodeRow[]): Promise<void>;
  /** Those not used yet. */
  listBackupCodes(userIds: readonly string[]): Promise<BackupCodeRow[]>;
  /** Takes the code if nobody did. Exactly one caller gets true. */
  consumeBackupCode(id: string, now: number): Promise<boolean>;

  insertTicket(row: TicketRow): Promise<void>;
  findTicket(id: string): Promise<TicketRow | undefined>;
  findTicketByToken(tokenHash: string): Promise<TicketRow | undefined>;
  /** Newest first. */
  listTickets(kind: TicketKind): Promise<TicketRow[]>;
  /** Takes a pending ticket that has not expired, for the user. Exactly one caller gets true. */
  consumeTicket(id: string, userId: string, now: number): Promise<boolean>;
  /** @returns false when it was not pending */
  revokeTicket(id: string, now: number): Promise<boolean>;

  /** Keeps the entry unless the address is on the list, and answers the one that is there. */
  insertWaitlistEntryOnce(row: WaitlistEntryRow): Promise<WaitlistEntryRow>;

  /** The user has signed in on this client. */
  noteDevice(userId: string, clientId: string, now: number): Promise<void>;
  isKnownDevice(userId: string, clientId: string): Promise<boolean>;

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
  /** Notes when factors were proven again, milliseconds. */
  verifySession(
    id: string,
    patch: Partial<Pick<SessionRow, 'first_factor_at' | 'second_factor_at'>>,
    now: number,
  ): Promise<SessionRow | undefined>;
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
  /** Codes that a newer one replaced while they would still be good, the newest first, ten at most. */
  findReplacedCodes(purpose: CodePurpose, subject: string, now: number): Promise<CodeRow[]>;

  /** Keeps a challenge; older ones of the same kind, purpose and subject are dead from then on. */
  insertChallenge(row: ChallengeRow): Promise<void>;
  findChallenge(id: string): Promise<ChallengeRow | undefined>;
  findChallengeByToken(tokenHash: string): Promise<ChallengeRow | undefined>;
  /**
   * Takes the challenge if nobody did, it was not revoked and has not expired. Exactly one caller gets true.
   *
   * @param result JSON of what came of it, when that is known already
   */
  consumeChallenge(id: string, now: number, result?: string): Promise<boolean>;
  /** Notes what came of a challenge, used or not. */
  settleChallenge(id: string, result: string | null): Promise<void>;
  revokeChallenge(id: string, now: number): Promise<void>;

  /** Earlier ones of the session are gone. */
  insertReverification(row: ReverificationRow): Promise<void>;
  findReverification(sessionId: string): Promise<ReverificationRow | undefined>;
  /** Compare-and-set, as {@link updateSignIn}. */
  updateReverification(
    id: string,
    version: number,
    patch: Partial<ReverificationRow>,
  ): Promise<ReverificationRow | undefined>;

  /**
   * Takes one of `max` hits per window, which starts with the first hit. Those of the window before count for the part
   * of it that is not yet a window ago, so that no second burst follows the first. A refused call takes nothing.
   */
  hitRateLimit(key: string, max: number, windowMs: number, now: number): Promise<LimitVerdict>;
  /** Gives one hit back, when what it was taken for did not happen. */
  refundRateLimit(key: string): Promise<void>;

  getSetting(key: string): Promise<string | undefined>;
  /** Stores the value unless there is one, and answers the value that is stored. */
  insertSettingOnce(key: string, value: string): Promise<string>;

  /**
   * Keeps what is known of a build; its files have to follow in the same transaction, so that nobody sees it without.
   *
   * @returns false when it is there already, or is by the time that another node has written it
   */
  insertBrowserBuild(row: BrowserBuildRow): Promise<boolean>;
  insertBrowserFiles(rows: readonly BrowserFileRow[]): Promise<void>;
  /** Those stored last come first. */
  listBrowserBuilds(): Promise<Pick<BrowserBuildRow, 'id' | 'version'>[]>;
  findBrowserBuild(id: string): Promise<BrowserBuildRow | undefined>;
  /** Content of a file, in brotli. */
  findBrowserFile(buildId: string, name: string): Promise<Uint8Array | undefined>;
  /** A node that runs the build is there. */
  touchBrowserBuild(id: string, now: number): Promise<void>;
  deleteBrowserBuild(id: string): Promise<void>;
  /** Deletes builds not seen since `seenBefore`; of a version that was built again since, since `replacedBefore`. */
  deleteOldBrowserBuilds(seenBefore: number, replacedBefore: number): Promise<void>;

  /** The node is there until `expires_at`. */
  noteNode(row: NodeRow): Promise<void>;
  /** Versions of the nodes that are there, each once. */
  listNodeVersions(now: number): Promise<string[]>;
  deleteNode(id: string): Promise<void>;
  deleteExpiredNodes(now: number): Promise<void>;

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
  /** Deletes what no request can need any more: expired codes, attempts, limits and empty clients; a few rows
   * at a time. */
  sweep(now: number, isOver?: () => boolean): Promise<void>;
  /**
   * Writes one row, as every sign-in has to: a database that only answers reads is of no use.
   *
   * @throws {StorageUnavailable} when that does not work
   */
  ping(): Promise<void>;
  close(): Promise<void>;
}
