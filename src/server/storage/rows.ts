import type { EventType } from '../../protocol/event-types.ts';
import type { VerificationJSON } from '../../protocol/json/verification.ts';
import type { WebhookEventType } from '../../protocol/webhook-types.ts';
import type { RestrictedKind } from '../restrictions/restrictions.ts';
import type { SessionStatus, SignInStatus, SignUpStatus, VerificationStatus } from '../../protocol/status.ts';
import type {
  FirstFactorStrategy,
  OAuthStrategy,
  SecondFactorStrategy,
  VerificationStrategy,
  Web3Strategy,
} from '../../protocol/strategies.ts';

/*
 * One interface per table, with the names of its columns. The rows are the same on SQLite and on Postgres. Times are
 * milliseconds since the epoch unless a comment says otherwise, and JSON is text.
 */

/** One browser. */
export interface ClientRow {
  id: string;
  /** SHA-256 of its cookie; null once the client is deleted. */
  token_hash: string | null;
  cookie_expires_at: number;
  /** Hash of the cookie that this one replaced. */
  previous_token_hash: string | null;
  /** When the server replaced it; 0 = never. */
  rotated_at: number;
  last_active_session_id: string | null;
  sign_in_id: string | null;
  sign_up_id: string | null;
  last_authentication_strategy: string | null;
  /** When the sign-in state last changed, in seconds since the epoch. */
  uat: number;
  created_at: number;
  updated_at: number;
}

export interface UserRow {
  id: string;
  username: string | null;
  /** The username in lower case; unique. */
  username_key: string | null;
  first_name: string | null;
  last_name: string | null;
  /**
   * argon2id in PHC format, or the digest that another system made, after the name of its hasher and a colon; see
   * `parseDigest`.
   */
  password_hash: string | null;
  password_updated_at: number | null;
  primary_email_address_id: string | null;
  primary_phone_number_id: string | null;
  primary_web3_wallet_id: string | null;
  /** Id of the picture that the user uploaded, see {@link ProfileImageRow}; null = none. */
  profile_image_id: string | null;
  /** The user removed their picture, so that of a connected account is not shown either. */
  hides_provider_image: boolean;
  unsafe_metadata: string;
  public_metadata: string;
  /** Only the Backend API shows it. */
  private_metadata: string;
  /** Id of the user in another system; unique. */
  external_id: string | null;
  banned: boolean;
  /** A BCP 47 tag, such as `en-US`; null when unknown. */
  locale: string | null;
  /** A name of the IANA database, such as `Europe/Lisbon`; null when unknown. */
  timezone: string | null;
  /** Whether the user may delete the account; null = as the settings say. */
  delete_self_enabled: boolean | null;
  /** A device that is not known yet needs no further proof. */
  bypass_client_trust: boolean;
  /** The password signs nobody in until it is reset. */
  password_compromised: boolean;
  /** Failed tries in a row, of passwords and of codes of every kind. See `users/lockout.ts`. */
  failed_attempts: number;
  /**
   * Before this time the server checks no password, backup code or value of an authenticator app, and, when the account
   * is locked, no code at all.
   */
  retry_at: number;
  last_sign_in_at: number | null;
  last_active_at: number | null;
  /** When the first second factor was switched on. */
  mfa_enabled_at: number | null;
  /** When the last second factor was switched off. */
  mfa_disabled_at: number | null;
  legal_accepted_at: number | null;
  created_at: number;
  updated_at: number;
}

/** The picture that a user uploaded. A user has at most one. */
export interface ProfileImageRow {
  /** Random, and part of the public URL of the picture. */
  id: string;
  user_id: string;
  webp: Uint8Array;
  created_at: number;
}

/** What a browser said of itself, as JSON: shown to the user, never trusted. */
export interface AddedOn {
  browser_name: string | null;
  browser_version: string | null;
  /** The system, such as `Linux`. */
  device_type: string | null;
  is_mobile: boolean;
  /** The name that a wallet gives itself. */
  wallet_name?: string;
}

export interface EmailAddressRow {
  id: string;
  user_id: string;
  email: string;
  /** The address in its canonical form, see `keyOf`; unique among the verified ones. */
  email_key: string;
  verified: boolean;
  verified_at: number | null;
  /** Id of the last code that was sent, see {@link CodeRow}. */
  code_id: string | null;
  /** Id of the last link that was sent, see {@link ChallengeRow}. */
  challenge_id: string | null;
  /** What verified it or will verify it: `email_code`, `email_link`, `ticket` or `oauth_…`. */
  strategy: VerificationStrategy | null;
  /** The browser it was added with, see {@link AddedOn}; null when unknown. */
  added_on: string | null;
  /** When a password reset switched it off, in milliseconds; null = never. Once it is verified, it is on again. */
  suspended_at: number | null;
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
  /** The browser it was added with, see {@link AddedOn}; null when unknown. */
  added_on: string | null;
  /** When a password reset switched it off, in milliseconds; null = never. Once it is verified, it is on again. */
  suspended_at: number | null;
  created_at: number;
  updated_at: number;
}

export interface Web3WalletRow {
  id: string;
  user_id: string;
  /** The address in lower case; unique among the verified ones. */
  address: string;
  verified: boolean;
  verified_at: number | null;
  strategy: Web3Strategy | null;
  /** Id of the message to sign, see {@link ChallengeRow}. */
  challenge_id: string | null;
  /** The browser it was added with, see {@link AddedOn}; null when unknown. */
  added_on: string | null;
  /** When a password reset switched it off, in milliseconds; null = never. Once it is verified, it is on again. */
  suspended_at: number | null;
  created_at: number;
  updated_at: number;
}

/** A user's account at an OAuth provider. `provider` and `provider_user_id` identify it, never its email address. */
export interface ExternalAccountRow {
  id: string;
  user_id: string;
  provider: OAuthStrategy;
  /** The provider's `sub`; null until the provider has answered. Unique together with `provider`. */
  provider_user_id: string | null;
  email: string;
  /** Whether the provider says that the address is verified. */
  email_verified: boolean;
  first_name: string | null;
  last_name: string | null;
  username: string | null;
  /** https URL of the picture at the provider; empty = none. */
  image_url: string;
  approved_scopes: string;
  /** Id of the user's email address that this account verified; null = none. */
  email_address_id: string | null;
  /** What acts for the user at the provider, encrypted, see `kept-tokens.ts`; null when nothing is kept. */
  sealed_tokens: string | null;
  /** Id of the authorization request in progress, see {@link ChallengeRow}. */
  challenge_id: string | null;
  verified: boolean;
  /** The browser it was added with, see {@link AddedOn}; null when unknown. */
  added_on: string | null;
  /** When a password reset switched it off, in milliseconds; null = never. Once it is verified, it is on again. */
  suspended_at: number | null;
  created_at: number;
  updated_at: number;
}

export interface PasskeyRow {
  id: string;
  user_id: string;
  name: string;
  /** base64url; unique. Null until the authenticator has created the passkey. */
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
  /** The browser it was added with, see {@link AddedOn}; null when unknown. */
  added_on: string | null;
  /** When a password reset switched it off, in milliseconds; null = never. Once it is verified, it is on again. */
  suspended_at: number | null;
  created_at: number;
  updated_at: number;
}

/** The authenticator app of a user, who has at most one. */
export interface TotpRow {
  id: string;
  user_id: string;
  /** The seed, encrypted with AES-256-GCM and the user id as associated data. */
  sealed_secret: string;
  verified: boolean;
  /** Time step of the last accepted code. The server accepts no step twice (RFC 6238, section 5.2). */
  last_step: number;
  created_at: number;
  updated_at: number;
}

export interface BackupCodeRow {
  id: string;
  user_id: string;
  /** argon2id of the code's HMAC in PHC format. Each code has its own salt. */
  hash: string;
  consumed_at: number | null;
  created_at: number;
}

export type TicketKind = 'invitation' | 'sign_in_token' | 'actor_token';

export interface TicketRow {
  id: string;
  kind: TicketKind;
  /** SHA-256 of the ticket; unique. */
  token_hash: string;
  /** The invited email address; null for a sign-in token. */
  email: string | null;
  /** The user whom a sign-in token or an actor token signs in, or who accepted an invitation. */
  user_id: string | null;
  public_metadata: string;
  redirect_url: string | null;
  /** The invited address in its canonical form, while no other invitation may be pending beside this one; unique. */
  sole_key: string | null;
  /** Who acts as the user, as the JSON of the `act` claim; null unless it is an actor token. */
  actor: string | null;
  /** How long a session of the actor may last, in seconds; null unless it is an actor token. */
  session_seconds: number | null;
  status: 'pending' | 'accepted' | 'revoked';
  expires_at: number;
  created_at: number;
  updated_at: number;
}

/** A secret key of the Backend API. The key itself is not stored. */
export interface SecretKeyRow {
  id: string;
  name: string;
  /** SHA-256 of the key; unique. */
  key_hash: string;
  /** The last four characters of the key, by which people recognize it. */
  last_four: string;
  /** JSON array of its scopes; null = every scope, those of later releases too. */
  scopes: string | null;
  created_at: number;
  /** When it was last used, to the minute; null = never. */
  last_used_at: number | null;
  revoked_at: number | null;
}

/**
 * Who made an administrative call. `code` is the application that embeds the server, and `actor` who signs in as a user
 * with an actor token.
 */
export type AuditedKind = 'secret_key' | 'admin_page' | 'command_line' | 'code' | 'actor';

/** One administrative call. */
export interface AuditEntryRow {
  id: string;
  by_kind: AuditedKind;
  /** Id of the secret key, of the session of the admin page, or of the actor token; null = none. */
  by_id: string | null;
  /** The name of the key or of the user of the system, or the `sub` of the actor. */
  by_name: string;
  /** The route, such as `POST /v1/users/:id/ban`, or the command, such as `keys create`. */
  action: string;
  /** Id of the object that the call is about; null = none, or several. */
  target: string | null;
  /** Whether the call changes something. */
  is_change: boolean;
  /** `ok`, or the code of the error. Null = under way; the server may have died before the call was done. */
  outcome: string | null;
  ip_address: string | null;
  created_at: number;
}

/** A browser that is signed in to the admin page. */
export interface AdminSessionRow {
  id: string;
  /** SHA-256 of its cookie; unique. */
  token_hash: string;
  /** The secret key that it was started with, whose end is its end; null = the key of the settings, or a link. */
  key_id: string | null;
  /** SHA-256 of the key of the settings that it was started with, which the settings still have to name; null = none. */
  setting_hash: string | null;
  /** What people recognize it by: the name of the key. */
  name: string;
  /** Address of the client when it began; null = unknown. */
  ip_address: string | null;
  /** The browser and the system that it named; null = unknown. */
  device: string | null;
  created_at: number;
  /** When it was last used, to the minute. */
  last_used_at: number;
  expires_at: number;
}

/** A link that signs in to the admin page once. */
export interface AdminLinkRow {
  /** SHA-256 of the token in the link. */
  token_hash: string;
  created_at: number;
  expires_at: number;
}

/** A JWT template that the Backend API or an administrator has made. Those of the settings have no row. */
export interface JwtTemplateRow {
  id: string;
  /** What `getToken({ template })` names; unique. */
  name: string;
  /** Claims as JSON, with expressions in their texts. */
  claims: string;
  /** Seconds. */
  lifetime: number;
  /** Seconds. */
  allowed_clock_skew: number;
  signing_algorithm: string;
  /** Its own key, encrypted; null = the key of the instance. */
  sealed_key: string | null;
  created_at: number;
  updated_at: number;
}

export interface WaitlistEntryRow {
  id: string;
  email: string;
  /** The address in its canonical form; unique. */
  email_key: string;
  /** `completed` once a user has proven the address at a sign-up. */
  status: 'pending' | 'invited' | 'completed' | 'rejected';
  /** Id of the last invitation; null = never invited. */
  invitation_id: string | null;
  invited_at: number | null;
  created_at: number;
  updated_at: number;
}

/** An entry of the allow-list or the block-list that an administrator has added. */
export interface ListedIdentifierRow {
  id: string;
  list: 'allow' | 'block';
  kind: RestrictedKind;
  /** The entry as `Restrictions` describes it. */
  identifier: string;
  /** What it matches, see `describeEntry`; unique within the list. */
  key: string;
  /** Id of the invitation that was mailed with it; null = none. */
  invitation_id: string | null;
  created_at: number;
  updated_at: number;
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
  /** The status when the row was last written. An `active` session may have expired since, see `statusOf`. */
  status: SessionStatus;
  expire_at: number;
  abandon_at: number;
  last_active_at: number;
  /** When the user proved the first factor. */
  first_factor_at: number;
  /** When the user proved the second factor; null = never. */
  second_factor_at: number | null;
  /** What proved the user when it began; null = unknown. */
  strategy: string | null;
  /** Who acts as the user, as the JSON of the `act` claim; null = the user themselves. */
  actor: string | null;
  /** The city where it was started, and the country as an ISO code; null = unknown. */
  started_city: string | null;
  started_country: string | null;
  /** Address and place of its last activity; null = unknown. */
  ip_address: string | null;
  city: string | null;
  country: string | null;
  device_type: string | null;
  is_mobile: boolean;
  browser_name: string | null;
  browser_version: string | null;
  created_at: number;
  updated_at: number;
}

/** Where a session was last in use. */
export type SessionActivity = Pick<SessionRow, 'ip_address' | 'city' | 'country'>;

/**
 * The answer of a handshake, for the application's server. It holds no token: the server makes the cookies when they are
 * fetched.
 */
export interface HandshakeRow {
  /** SHA-256 of the nonce. */
  id: string;
  /** The session that the page is for; null = the browser is signed out. */
  session_id: string | null;
  /** Origin of the page. */
  origin: string;
  /** The development browser; null on production instances. */
  dev_browser: string | null;
  /** What binds the answer to the browser that started the handshake; null when the SDK sends nothing. */
  state: string | null;
  /** The directive that deletes the cookie with the nonce; null when the nonce is in the URL. */
  clears: string | null;
  expires_at: number;
}

/** What a token refresh reads of a session, its client and its user. */
export interface RefreshRow
  extends Pick<
    SessionRow,
    | 'id'
    | 'user_id'
    | 'status'
    | 'expire_at'
    | 'abandon_at'
    | 'last_active_at'
    | 'first_factor_at'
    | 'second_factor_at'
    | 'actor'
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
  /** Strategy of the first factor, whether in progress or done. */
  strategy: FirstFactorStrategy | null;
  code_id: string | null;
  challenge_id: string | null;
  /** When the user proved the first factor; null = not yet. */
  first_factor_at: number | null;
  /** Strategy of the second factor, whether in progress or done. */
  second_strategy: SecondFactorStrategy | null;
  second_code_id: string | null;
  second_challenge_id: string | null;
  client_trust_state: 'new' | 'known' | null;
  created_session_id: string | null;
  locale: string | null;
  timezone: string | null;
  abandon_at: number;
  /** Incremented by every write, for compare-and-set. */
  version: number;
  created_at: number;
}

export interface SignUpRow {
  id: string;
  client_id: string;
  status: SignUpStatus;
  email: string | null;
  email_verified: boolean;
  /** What verified the address or will verify it. */
  email_strategy: VerificationStrategy | null;
  /** Id of the last code that the server emailed. */
  code_id: string | null;
  /** Id of the last link that the server emailed. */
  email_challenge_id: string | null;
  phone: string | null;
  phone_verified: boolean;
  phone_code_id: string | null;
  /** The address in lower case. */
  wallet: string | null;
  wallet_verified: boolean;
  wallet_strategy: Web3Strategy | null;
  wallet_challenge_id: string | null;
  /** Id of the authorization request. Its result says who the user is at the provider. */
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
  /** Id of the invitation that this sign-up accepts. */
  ticket_id: string | null;
  /** The id of the user elsewhere, which the application's server has given. */
  external_id: string | null;
  created_session_id: string | null;
  created_user_id: string | null;
  locale: string | null;
  timezone: string | null;
  abandon_at: number;
  version: number;
  created_at: number;
}

/** What a one-time value is for. The server refuses it for every other purpose. */
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
  | 'backend'
  | 'captcha';

/** A one-time code. */
export interface CodeRow {
  id: string;
  purpose: CodePurpose;
  /** Id of the attempt, email address or phone number that the code was created for. */
  subject: string;
  /** Where the server sent it: the canonical form of an email address, or a phone number in E.164. */
  identifier: string;
  /** HMAC-SHA-256 of the code under the server's key. */
  mac: string;
  /** Number of tries, right or wrong. The server counts a try before it checks the code. */
  tries: number;
  expires_at: number;
  consumed_at: number | null;
  /** Set when a newer code replaces this one, or the message could not be sent. */
  revoked_at: number | null;
  created_at: number;
}

export type ChallengeKind = 'email_link' | 'oauth' | 'google_one_tap' | 'passkey' | 'wallet' | 'captcha';

/** A one-time value that users do not type: a link, an authorization request, what a passkey or wallet signs. */
export interface ChallengeRow {
  id: string;
  kind: ChallengeKind;
  purpose: CodePurpose;
  /** Id of the attempt or row that the challenge was created for. */
  subject: string;
  /** Id of the client that may use it; null = any. */
  client_id: string | null;
  /** SHA-256 of the token in the URL; unique. Null when there is no URL. */
  token_hash: string | null;
  /** JSON: what the server needs when the answer comes. Secrets in it are encrypted. */
  data: string;
  /** JSON: a {@link ChallengeResult}; null = none yet. */
  result: string | null;
  expires_at: number;
  consumed_at: number | null;
  revoked_at: number | null;
  created_at: number;
}

/** How a challenge ended. */
export interface ChallengeResult {
  status?: VerificationStatus;
  error?: VerificationJSON['error'];
  /** Id of the client that confirmed it. */
  verified_at_client?: string;
}

/** The steps in which a signed-in user proves again who they are. */
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

/** Failed tries for one identifier, whether or not an account has it. See `withLockout`. */
export interface IdentifierTriesRow {
  /** Derived from the identifier. */
  id: string;
  failed_attempts: number;
  retry_at: number;
  /** When the first of these tries was counted. */
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
  /** Address and `User-Agent` of the client whose request caused it; null when unknown. */
  ip_address: string | null;
  user_agent: string | null;
  created_at: number;
}

/** The place of an event in a consumer's queue. The server deletes the row when the consumer has handled the event. */
export interface EventQueueRow {
  consumer: string;
  subject: string;
  seq: number;
  event_id: string;
  /** No other caller gets the event before this time; 0 = not claimed yet. */
  claimed_until: number;
}

/** An endpoint of webhooks that an administrator created. Those that settings name have no row. */
export interface WebhookEndpointRow {
  id: string;
  url: string;
  description: string;
  /** JSON array of event types; null = those of `DEFAULT_WEBHOOK_TYPES`. */
  events: string | null;
  /** The signing secret, encrypted with AES-256-GCM and the id as associated data. */
  sealed_secret: string;
  /** The secret that this one replaced, encrypted. It signs too until `previous_until`. */
  previous_sealed_secret: string | null;
  previous_until: number;
  created_at: number;
  updated_at: number;
}

export type WebhookDisabledReason = 'administrator' | 'failing' | 'gone';

/** How an endpoint is doing, whether a row or a setting names it. An endpoint without such a row was never used. */
export interface WebhookStateRow {
  endpoint_id: string;
  /** When the first try failed after the last one that succeeded; null = the last one succeeded. */
  failing_since: number | null;
  /** When it last took a webhook, to the minute; null = never. */
  succeeded_at: number | null;
  /** Null = it gets webhooks. */
  disabled_at: number | null;
  disabled_reason: WebhookDisabledReason | null;
}

/** A webhook, as it is sent to one or more endpoints. */
export interface WebhookMessageRow {
  /** The `webhook-id`: the same for each endpoint and each try. */
  id: string;
  event_id: string;
  type: WebhookEventType;
  /** Id of the user, or of what else the event is about. The webhooks of one subject have an order. */
  subject: string;
  /** The body, without `sealed_data`. */
  payload: string;
  /** JSON: what has to be added to the `data` of the body, encrypted with AES-256-GCM and the id as associated data. */
  sealed_data: string | null;
  /** When `sealed_data` was deleted, because no endpoint waits for it; null = never, or there was none. */
  wiped_at: number | null;
  /** From when on it is not sent any more, such as when its code has expired; null = never. */
  expires_at: number | null;
  created_at: number;
}

/** `dead`: the server has given up. An administrator can put it into the queue again. */
export type WebhookDeliveryStatus = 'pending' | 'delivered' | 'dead';

/** One webhook for one endpoint. */
export interface WebhookDeliveryRow {
  id: string;
  endpoint_id: string;
  message_id: string;
  subject: string;
  /** Place among the webhooks of this subject for this endpoint, see {@link EventRow.seq}. */
  seq: number;
  status: WebhookDeliveryStatus;
  /** Number of tries so far. */
  attempts: number;
  /** When the next try is due. */
  next_at: number;
  /** No other caller gets it before this time; 0 = not claimed. */
  claimed_until: number;
  attempted_at: number | null;
  /** Status of the last answer; null when there was none. */
  response_status: number | null;
  /** The beginning of the body of the last answer. */
  response_start: string | null;
  /** Why the last try failed, or why there is no further one; null when it did not fail. */
  error: string | null;
  /** When it was delivered or given up. */
  finished_at: number | null;
  created_at: number;
}

export interface RateLimitRow {
  key: string;
  window_start: number;
  /** When the next window begins. The hits of this window count in part until that one ends. */
  window_end: number;
  hits: number;
  /** Hits of the previous window. */
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

/** One build of the browser files of a release. */
export interface BrowserBuildRow {
  /** Hash of the version and `files`, so that the same build has the same id on every node. */
  id: string;
  version: string;
  /** JSON object: path under `dist` to the SHA-384 of the content in base64url. */
  files: string;
  /** Proves that a node of this instance wrote the row, see `describeBuild`. */
  mac: string;
  stored_at: number;
  /** When a node last reported this build, to the hour. */
  seen_at: number;
}

export interface BrowserFileRow {
  build_id: string;
  name: string;
  /** The content, compressed with Brotli. */
  brotli: Uint8Array;
}

/** A running process of the server. */
export interface NodeRow {
  id: string;
  /** The newest version of the script among its own files. */
  version: string;
  /** After this time the other nodes treat it as stopped, unless it has extended the time. */
  expires_at: number;
}

/**
 * A day or a week in which a user was active, for the overview of the admin page. Weeks have rows of their own: to count the
 * users of a week by its days would read seven times as many rows, and compare them.
 */
export interface ActivePeriodRow {
  user_id: string;
  period: 'day' | 'week';
  /** Its first day, in days since the epoch (UTC). */
  day: number;
}

/** The tables by name, for the query builder. */
export interface Tables {
  active_periods: ActivePeriodRow;
  audit_log: AuditEntryRow;
  clients: ClientRow;
  users: UserRow;
  profile_images: ProfileImageRow;
  email_addresses: EmailAddressRow;
  sessions: SessionRow;
  handshakes: HandshakeRow;
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
  secret_keys: SecretKeyRow;
  admin_sessions: AdminSessionRow;
  admin_links: AdminLinkRow;
  jwt_templates: JwtTemplateRow;
  waitlist_entries: WaitlistEntryRow;
  listed_identifiers: ListedIdentifierRow;
  known_devices: KnownDeviceRow;
  reverifications: ReverificationRow;
  identifier_tries: IdentifierTriesRow;
  events: EventRow;
  event_queue: EventQueueRow;
  webhook_endpoints: WebhookEndpointRow;
  webhook_states: WebhookStateRow;
  webhook_messages: WebhookMessageRow;
  webhook_deliveries: WebhookDeliveryRow;
  rate_limits: RateLimitRow;
  settings: SettingRow;
  dev_messages: DevMessageRow;
  browser_builds: BrowserBuildRow;
  browser_files: BrowserFileRow;
  nodes: NodeRow;
  schema_migrations: { name: string; applied_at: number };
}
