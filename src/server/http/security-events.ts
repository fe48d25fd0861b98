import type { ServerErrorCode } from '../../protocol/error-codes.ts';
import type { Logger } from '../logger.ts';
import type { Actor } from './request-context.ts';

/**
 * Security events carry the names of OWASP's Logging Vocabulary
 * (https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html). Log tools match these names, so
 * they do not change. The events in this list are logged as warnings, all others as information.
 */
const WARNINGS = [
  'authn_login_fail',
  'authn_login_lock',
  'authn_token_reuse',
  'authz_fail',
  'excess_rate_limit_exceeded',
  'malicious_cors',
] as const;
export type SecurityEvent =
  | (typeof WARNINGS)[number]
  | 'authn_login_success'
  | 'authn_password_change'
  | 'authn_token_revoked'
  | 'user_created'
  | 'user_deleted'
  | 'user_updated';

export interface EventDetails {
  userId?: string | undefined;
  sessionId?: string | undefined;
  /** The code of the error, or what changed. */
  reason?: string;
  /** This is the user's first sign-in in this browser. */
  isNewDevice?: boolean;
}

const MESSAGES: Readonly<Record<SecurityEvent, string>> = {
  authn_login_fail: 'An attempt to sign in failed.',
  authn_login_lock: 'An account was locked after too many failures.',
  authn_login_success: 'A user signed in.',
  authn_password_change: 'A password was changed.',
  authn_token_revoked: 'A session was ended.',
  authn_token_reuse: 'A one-time value was used again.',
  authz_fail: 'A request with a secret key was refused.',
  excess_rate_limit_exceeded: 'A request went over a limit.',
  malicious_cors: 'A page that is not on the list of allowed origins called the API.',
  user_created: 'A user was created.',
  user_deleted: 'An account was deleted.',
  user_updated: 'A user changed the account.',
};

/** The errors that are security events. */
const EVENT_OF_ERROR: Partial<Record<ServerErrorCode, SecurityEvent>> = {
  form_identifier_not_found: 'authn_login_fail',
  form_password_incorrect: 'authn_login_fail',
  form_password_or_identifier_incorrect: 'authn_login_fail',
  form_code_incorrect: 'authn_login_fail',
  verification_failed: 'authn_login_fail',
  passkey_not_registered: 'authn_login_fail',
  passkey_invalid: 'authn_login_fail',
  web3_signature_invalid: 'authn_login_fail',
  verification_link_token_invalid: 'authn_login_fail',
  sign_in_email_link_not_same_client: 'authn_login_fail',
  ticket_invalid_code: 'authn_login_fail',
  external_account_not_found: 'authn_login_fail',
  authorization_state_invalid: 'authn_login_fail',
  not_allowed_access: 'authn_login_fail',
  user_banned: 'authn_login_fail',
  user_locked: 'authn_login_fail',
  sign_in_token_already_used_code: 'authn_token_reuse',
  verification_already_verified: 'authn_token_reuse',
  too_many_requests: 'excess_rate_limit_exceeded',
  verification_code_too_many_requests: 'excess_rate_limit_exceeded',
  origin_invalid: 'malicious_cors',
  clerk_key_invalid: 'authz_fail',
  insufficient_scope: 'authz_fail',
  origin_authorization_headers_conflict: 'authz_fail',
  cookie_authorization_headers_conflict: 'authz_fail',
};

/** Logs a security event. Every security event of the server goes through this function. */
export function recordSecurityEvent(
  { logger }: { logger: Logger },
  { ip }: Pick<Actor, 'ip'>,
  event: SecurityEvent,
  details: EventDetails = {},
): void {
  const level = (WARNINGS as readonly string[]).includes(event) ? 'warn' : 'info';
  logger[level](MESSAGES[event], { event, ip, ...details });
}

/** Returns the event for an error; undefined when the error is not a security event. */
export function eventOfError(code: ServerErrorCode): SecurityEvent | undefined {
  return EVENT_OF_ERROR[code];
}
