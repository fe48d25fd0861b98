import type { EventType } from '../../protocol/event-types.ts';
import type { SessionStatus, SignInStatus, SignUpStatus } from '../../protocol/status.ts';
import type {
  FirstFactorStrategy,
  OAuthStrategy,
  SecondFactorStrategy,
  VerificationStrategy,
  Web3Strategy,
} from '../../protocol/strategies.ts';

/*
 * One interface per table, in the names of the columns. Times are milliseconds since the epoch unless a
 * name says otherwise, and JSON is kept as text: the same in SQLite and in Postgres.
 */

/** One browser. `token_hash` is the SHA-256 of its cookie; null once the client was deleted. */
export interface ClientRow {
  id: string;
  token_hash: string | null;
  cookie_expires_at: number;
  /** Hash of the cookie before it, and when it was replaced; 0 = never. */
  previous_token_hash: string | null;
  rotated_at: number;
  last_active_session_id: string | null;
  sign_in_id: string | null;
  sign_up_id: string | null;
  last_authentication_strategy: string | null;
  /** Seconds of the last change of sign-in state. */
  uat: number;
  created_at: number;
  updated_at: number;
}

export interface UserRow {
  id: string;
  username: string | null;
  /** Lower-cased username, unique. */
  username_key: string | null;
  first_name: string | null;
  last_name: string | null;
  /** argon2id in PHC format. */
  password_hash: string | null;
  password_updated_at: number | null;
  primary_email_address_id: string | null;
  primary_phone_number_id: string | null;
  primary_web3_wallet_id: string | null;
  /** https URL of a picture that came with a connected account; empty = none. */
  image_url: string;
  unsafe_metadata: string;
  public_metadata: string;
  banned: boolean;
  /** Wrong passwords and codes of any kind in a row. */
  failed_attempts: number;
  /** No password, backup code or value of an authenticator app is looked at before this time; when locked, no code at all. */
  retry_at: number;
  last_sign_in_at: number | null;
  last_active_at: number | null;
  /** When a second factor was first switched on, and when the last one was switched off. */
  mfa_enabled_at: number | null;
  mfa_disabled_at: number | null;
  legal_accepted_at: number | null;
  created_at: number;
  updated_at: number;
}

export interface EmailAddressRow {
  id: string;
  user_id: string;
  email: string;
  /** Lower-cased address; unique among the verified ones. */
  email_key: string;
  verified: boolean;
  verified_at: number | null;
  /** The code sent last, see {@link CodeRow}. */
  code_id: string | null;
  /** The link sent last, see {@link ChallengeRow}. */
  challenge_id: string | null;
  /** What verified it, or will: `email_code`, `email_link`, `ticket`, `oauth_…`. */
  strategy: VerificationStrategy | null;
  created_at: number;
  updated_at: number;
}

export interface PhoneNumberRow {
  id: string;
  user_id: string;
  /** E.164; unique among the verified ones. */
  phone: string;
  verified: boolean;
  verified_at: number | null;
  code_id: string | null;
  reserved_for_second_factor: boolean;
  default_second_factor: boolean;
  created_at: number;
  updated_at: number;
}

export interface Web3WalletRow {
  id: string;
  user_id: string;
  /** Lower-cased address; unique among the verified ones. */
  address: string;
  verified: boolean;
  verified_at: number | null;
  strategy: Web3Strategy | null;
  /** The message to sign, see {@link ChallengeRow}. */
  challenge_id: string | null;
  created_at: number;
  updated_at: number;
}

/** An account elsewhere. Its identity is provider and `provider_user_id`, never its address. */
export interface ExternalAccountRow {
  id: string;
  user_id: string;
  provider: OAuthStrategy;
  /** `sub` of the provider; null while the user is still there for the first time. Unique with the provider. */
  provider_user_id: string | null;
  email: string;
  /** The provider says so. */
  email_verified: boolean;
  first_name: string | null;
  last_name: string | null;
  username: string | null;
  image_url: string;
  approved_scopes: string;
  /** The user's own address this account proved, when it did. */
  email_address_id: string | null;
  /** The visit to the provider under way, see {@link ChallengeRow}. */
  challenge_id: string | null;
  verified: boolean;
  created_at: number;
  updated_at: number;
}

export interface PasskeyRow {
  id: string;
  user_id: string;
  name: string;
  /** base64url; unique. Null until the passkey was made. */
  credential_id: string | null;
  /** COSE key, base64url. */
  public_key: string | null;
  counter: number;
  /** JSON array of strings. */
  transports: string;
  backed_up: boolean;
  verified: boolean;
  challenge_id: string | null;
  last_used_at: number | null;
  created_at: number;
  updated_at: number;
}

/** The authenticator app of a user: at most one. */
export interface TotpRow {
  id: string;
  user_id: string;
  /** AES-256-GCM, with the user id as associated data. */
  sealed_secret: string;
  verified: boolean;
  /** Time step of the last accepted code; no step is accepted twice (RFC 6238 section 5.2). */
  last_step: number;
  created_at: number;
  updated_at: number;
}

export interface BackupCodeRow {
  id: string;
  user_id: string;
  /** argon2id of the code's HMAC, in PHC format, with a salt of its own. */
  hash: string;
  consumed_at: number | null;
  created_at: number;
}

export type TicketKind = 'invitation' | 'sign_in_token';

export interface TicketRow {
  id: string;
  kind: TicketKind;
  /** SHA-256 of the ticket; unique. */
  token_hash: string;
  /** Who is invited; null for a sign-in token. */
  email: string | null;
  /** Whom it signs in; of an invitation, who came of it. */
  user_id: string | null;
  public_metadata: string;
  redirect_url: string | null;
  status: 'pending' | 'accepted' | 'revoked';
  expires_at: number;
  created_at: number;
  updated_at: number;
}

export interface WaitlistEntryRow {
  id: string;
  email: string;
  /** Lower-cased, unique. */
  email_key: string;
  created_at: number;
}

/** A browser on which a user has signed in before. */
export interface KnownDeviceRow {
  user_id: string;
  client_id: string;
  last_seen_at: number;
}

export interface SessionRow {
  id: string;
  client_id: string;
  user_id: string;
  /** As it was last written: an `active` session may have expired since, see `statusOf`. */
  status: SessionStatus;
  expire_at: number;
  abandon_at: number;
  last_active_at: number;
  /** When the first factor was proven. */
  first_factor_at: number;
  /** When the second factor was proven; null = never. */
  second_factor_at: number | null;
  ip_address: string | null;
  device_type: string | null;
  is_mobile: boolean;
  browser_name: string | null;
  browser_version: string | null;
  created_at: number;
  updated_at: number;
}

/** What a token refresh reads: what it needs of the session, and whether its user may still use it. */
export interface RefreshRow
  extends Pick<
    SessionRow,
    'id' | 'user_id' | 'status' | 'expire_at' | 'abandon_at' | 'last_active_at' | 'first_factor_at' | 'second_factor_at'
  > {
  client_updated_at: number;
  user_banned: boolean;
}

export interface SignInRow {
  id: string;
  client_id: string;
  status: SignInStatus;
  identifier: string | null;
  user_id: string | null;
  /** Strategy of the first factor under way or done. */
  strategy: FirstFactorStrategy | null;
  code_id: string | null;
  challenge_id: string | null;
  /** When the first factor was proven; null = not yet. */
  first_factor_at: number | null;
  /** Strategy of the second factor under way or done. */
  second_strategy: SecondFactorStrategy | null;
  second_code_id: string | null;
  second_challenge_id: string | null;
  client_trust_state: 'new' | 'known' | null;
  created_session_id: string | null;
  locale: string | null;
  timezone: string | null;
  abandon_at: number;
  /** Grows with every write; the guard of compare-and-set. */
  version: number;
  created_at: number;
}

export interface SignUpRow {
  id: string;
  client_id: string;
  status: SignUpStatus;
  email: string | null;
  email_verified: boolean;
  /** What verified the address, or will. */
  email_strategy: VerificationStrategy | null;
  /** The code mailed last. */
  code_id: string | null;
  /** The link mailed last. */
  email_challenge_id: string | null;
  phone: string | null;
  phone_verified: boolean;
  phone_code_id: string | null;
  /** Lower-cased address. */
  wallet: string | null;
  wallet_verified: boolean;
  wallet_strategy: Web3Strategy | null;
  wallet_challenge_id: string | null;
  /** The visit to a provider; its result holds who the visitor is there. */
  external_challenge_id: string | null;
  /** Strategy of that provider. */
  external_strategy: OAuthStrategy | null;
  external_verified: boolean;
  username: string | null;
  password_hash: string | null;
  first_name: string | null;
  last_name: string | null;
  unsafe_metadata: string;
  public_metadata: string;
  legal_accepted_at: number | null;
  /** The invitation that is being accepted. */
  ticket_id: string | null;
  created_session_id: string | null;
  created_user_id: string | null;
  locale: string | null;
  timezone: string | null;
  abandon_at: number;
  version: number;
  created_at: number;
}

/** What a one-time value is for. One for anything else is never right. */
export type CodePurpose =
  | 'sign_in'
  | 'second_factor'
  | 'reset_password'
  | 'sign_up'
  | 'email_address'
  | 'phone_number'
  | 'web3_wallet'
  | 'external_account'
  | 'passkey'
  | 'reverification'
  | 'captcha';

/** A one-time code. `subject` is the attempt or e-mail address row it was made for. */
export interface CodeRow {
  id: string;
  purpose: CodePurpose;
  subject: string;
  /** Where it went: an e-mail address in lower case, or a phone number in E.164. */
  identifier: string;
  /** HMAC-SHA-256 under the server's key. */
  mac: string;
  /** Every try, right or wrong, counted before it is judged. */
  tries: number;
  expires_at: number;
  consumed_at: number | null;
  /** Set when a newer code was made, or the message could not be sent. */
  revoked_at: number | null;
  created_at: number;
}

export type ChallengeKind = 'email_link' | 'oauth' | 'passkey' | 'wallet' | 'captcha';

/**
 * A one-time value that is not typed: a link, the state of a visit to a provider, what a passkey or a wallet signs.
 * `subject` is the attempt or row it was made for.
 */
export interface ChallengeRow {
  id: string;
  kind: ChallengeKind;
  purpose: CodePurpose;
  subject: string;
  /** The browser it was made for; null = any. */
  client_id: string | null;
  /** SHA-256 of what a URL carries; unique. Null when nothing travels. */
  token_hash: string | null;
  /** JSON: what has to be remembered until the answer comes. Secrets are sealed. */
  data: string;
  /** JSON: what came of it; null = nothing yet. */
  result: string | null;
  expires_at: number;
  consumed_at: number | null;
  revoked_at: number | null;
  created_at: number;
}

/** A signed-in user proving again who they are. */
export interface ReverificationRow {
  id: string;
  session_id: string;
  level: 'first_factor' | 'second_factor' | 'multi_factor';
  status: 'needs_first_factor' | 'needs_second_factor' | 'complete';
  strategy: FirstFactorStrategy | null;
  code_id: string | null;
  challenge_id: string | null;
  second_strategy: SecondFactorStrategy | null;
  second_code_id: string | null;
  second_challenge_id: string | null;
  abandon_at: number;
  version: number;
  created_at: number;
}

/** Wrong tries under one identifier, whether or not anybody has it, see `withLockout`. */
export interface IdentifierTriesRow {
  /** Stands for the identifier. */
  id: string;
  failed_attempts: number;
  retry_at: number;
  /** When the first of the tries was counted. */
  updated_at: number;
}

/** Something that happened to a user, a session or something that a user owns. */
export interface EventRow {
  id: string;
  /** Id of the user. The events of one subject have an order. */
  subject: string;
  /** Place among the events of the subject: greater than that of every event that was committed before. */
  seq: number;
  type: EventType;
  /** JSON, see `EventData`. It never holds a secret, a code, a token or a hash of one. */
  data: string;
  /** Address of the client whose request caused it; null when unknown. */
  ip_address: string | null;
  created_at: number;
}

/** The place of an event in the queue of a consumer. The row is deleted when the consumer is done with the event. */
export interface EventQueueRow {
  consumer: string;
  subject: string;
  seq: number;
  event_id: string;
  /** Until this time one caller works on the event; 0 = nobody has claimed it yet. */
  claimed_until: number;
}

export interface RateLimitRow {
  key: string;
  window_start: number;
  /** When the next window begins, in which the hits of this one still count for a part. */
  window_end: number;
  hits: number;
  /** Hits of the window before. */
  previous_hits: number;
}

export interface SettingRow {
  key: string;
  value: string;
}

export interface DevMessageRow {
  /** Grows by one with each message. */
  seq: number;
  id: string;
  recipient: string;
  /** A `DevMessage` as JSON. */
  message: string;
}

/** The browser files of a release as they were built once. */
export interface BrowserBuildRow {
  /** Hash of the version and of `files`: the same build has the same id on every node. */
  id: string;
  version: string;
  /** JSON: path under `dist` to SHA-384 of the content in base64url. */
  files: string;
  /** Proof that a node of this instance wrote the row, see `describeBuild`. */
  mac: string;
  stored_at: number;
  /** When a node that runs it was last there, to the hour. */
  seen_at: number;
}

export interface BrowserFileRow {
  build_id: string;
  name: string;
  brotli: Uint8Array;
}

/** A running process of the server. */
export interface NodeRow {
  id: string;
  /** Newest version of the script that it has of its own. */
  version: string;
  /** It is taken for gone after this, unless it says otherwise before. */
  expires_at: number;
}

/** Tables by name, for the query builder. */
export interface Tables {
  clients: ClientRow;
  users: UserRow;
  email_addresses: EmailAddressRow;
  sessions: SessionRow;
  sign_ins: SignInRow;
  sign_ups: SignUpRow;
  codes: CodeRow;
  challenges: ChallengeRow;
  phone_numbers: PhoneNumberRow;
  web3_wallets: Web3WalletRow;
  external_accounts: ExternalAccountRow;
  passkeys: PasskeyRow;
  totps: TotpRow;
  backup_codes: BackupCodeRow;
  tickets: TicketRow;
  waitlist_entries: WaitlistEntryRow;
  known_devices: KnownDeviceRow;
  reverifications: ReverificationRow;
  identifier_tries: IdentifierTriesRow;
  events: EventRow;
  event_queue: EventQueueRow;
  rate_limits: RateLimitRow;
  settings: SettingRow;
  dev_messages: DevMessageRow;
  browser_builds: BrowserBuildRow;
  browser_files: BrowserFileRow;
  nodes: NodeRow;
  schema_migrations: { name: string; applied_at: number };
}
