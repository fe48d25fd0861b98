import type { ApiErrorCode } from '../../protocol/error-codes.ts';
import type { NotificationKind } from '../delivery/port.ts';
import type { Logger } from '../logger.ts';
import type { RequestContext } from './request-context.ts';

/**
 * What happened, by the names that OWASP's Logging Vocabulary has for it
 * (https://cheatsheetseries.owasp.org/cheatsheets/Logging_Vocabulary_Cheat_Sheet.html). Tools match these names: they
 * do not change. Those of the first list are warnings, the others information.
 */
const WARNINGS = [
  'authn_login_fail',
  'authn_login_lock',
  'authn_token_reuse',
  'excess_rate_limit_exceeded',
  'malicious_cors',
] as const;
export type SecurityEvent =
  | (typeof WARNINGS)[number]
  | 'authn_login_success'
  | 'authn_password_change'
  | 'authn_token_revoked'
  | 'user_created'
  | 'user_updated';

export interface EventDetails {
  userId?: string | undefined;
  sessionId?: string | undefined;
  /** What exactly: the code of the error, or what was changed. */
  reason?: string;
  /** First sign-in of this user in this browser. */
  isNewDevice?: boolean;
}

const MESSAGES: Readonly<Record<SecurityEvent, string>> = {
  authn_login_fail: 'Somebody did not prove who they are.',
  authn_login_lock: 'An account was locked after too many failures.',
  authn_login_success: 'A user signed in.',
  authn_password_change: 'A password was changed.',
  authn_token_revoked: 'A session was ended.',
  authn_token_reuse: 'Something that can be used once was used again.',
  excess_rate_limit_exceeded: 'A request went over a limit.',
  malicious_cors: 'A page that is not on the list of allowed origins called the API.',
  user_created: 'A user signed up.',
  user_updated: 'A user changed the account.',
};

/** Errors of a request that whoever watches the server wants to hear of. */
const EVENT_OF_ERROR: Partial<Record<ApiErrorCode, SecurityEvent>> = {
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
};

/**
 * Notes something that matters to whoever guards the accounts. The one place through which all of it goes.
 *
 * @param visit the request that brought it about; of it only the address of the client is noted
 */
export function recordSecurityEvent(
  { logger }: { logger: Logger },
  { ip }: Pick<RequestContext, 'ip'>,
  event: SecurityEvent,
  details: EventDetails = {},
): void {
  const level = (WARNINGS as readonly string[]).includes(event) ? 'warn' : 'info';
  logger[level](MESSAGES[event], { event, ip, ...details });
}

/** The event that a refused request is; undefined when it is none. */
export function eventOfError(code: ApiErrorCode): SecurityEvent | undefined {
  return EVENT_OF_ERROR[code];
}

/** The event that a change is of which the owner of an account is told. */
export function eventOfChange(kind: NotificationKind): SecurityEvent {
  if (kind === 'account_locked') return 'authn_login_lock';
  return kind.startsWith('password_') ? 'authn_password_change' : 'user_updated';
}
