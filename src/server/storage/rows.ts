import type { SessionStatus, SignInStatus, SignUpStatus } from '../../protocol/status.ts';

/*
 * One interface per table, in the names of the columns. Times are milliseconds since the epoch unless a
 * name says otherwise, flags are 0 or 1, JSON is kept as text: the same in SQLite and in Postgres.
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
  unsafe_metadata: string;
  public_metadata: string;
  banned: number;
  /** Wrong passwords in a row. */
  failed_attempts: number;
  /** No password is looked at before this time. */
  retry_at: number;
  last_sign_in_at: number | null;
  last_active_at: number | null;
  created_at: number;
  updated_at: number;
}

export interface EmailAddressRow {
  id: string;
  user_id: string;
  email: string;
  /** Lower-cased address; unique among the verified ones. */
  email_key: string;
  verified: number;
  verified_at: number | null;
  /** The code sent last, see {@link CodeRow}. */
  code_id: string | null;
  created_at: number;
  updated_at: number;
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
  ip_address: string | null;
  device_type: string | null;
  is_mobile: number;
  browser_name: string | null;
  browser_version: string | null;
  created_at: number;
  updated_at: number;
}

/** What a token refresh reads: what it needs of the session, and whether its user may still use it. */
export interface RefreshRow
  extends Pick<
    SessionRow,
    'id' | 'user_id' | 'status' | 'expire_at' | 'abandon_at' | 'last_active_at' | 'first_factor_at'
  > {
  client_updated_at: number;
  user_banned: number;
}

export interface SignInRow {
  id: string;
  client_id: string;
  status: SignInStatus;
  identifier: string | null;
  user_id: string | null;
  /** Strategy of the verification under way or done. */
  strategy: string | null;
  code_id: string | null;
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
  email_verified: number;
  username: string | null;
  password_hash: string | null;
  first_name: string | null;
  last_name: string | null;
  unsafe_metadata: string;
  code_id: string | null;
  created_session_id: string | null;
  created_user_id: string | null;
  locale: string | null;
  timezone: string | null;
  abandon_at: number;
  version: number;
  created_at: number;
}

export type CodePurpose = 'sign_in' | 'sign_up' | 'email_address';

/** A one-time code. `subject` is the attempt or e-mail address row it was made for. */
export interface CodeRow {
  id: string;
  purpose: CodePurpose;
  subject: string;
  /** Where it went: an e-mail address in lower case. */
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

export interface RateLimitRow {
  key: string;
  window_start: number;
  /** When the row means nothing any more. */
  window_end: number;
  hits: number;
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

/** Tables by name, for the query builder. */
export interface Tables {
  clients: ClientRow;
  users: UserRow;
  email_addresses: EmailAddressRow;
  sessions: SessionRow;
  sign_ins: SignInRow;
  sign_ups: SignUpRow;
  codes: CodeRow;
  rate_limits: RateLimitRow;
  settings: SettingRow;
  dev_messages: DevMessageRow;
  schema_migrations: { name: string; applied_at: number };
}
