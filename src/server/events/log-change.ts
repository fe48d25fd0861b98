import { recordSecurityEvent, type SecurityEvent } from '../http/security-events.ts';
import type { Logger } from '../logger.ts';
import type { EventRow } from '../storage/rows.ts';
import { eventDataOf, type OwnerNotice } from './domain-events.ts';

/** Logs a change that the owner of the account is told about as a security event, on the node that made it. */
export function logChange(logger: Logger, event: Pick<EventRow, 'type' | 'subject' | 'data' | 'ip_address'>): void {
  // A lock is logged by the lockout, which does not wait for the event to be stored, and a deletion has its own event.
  if (event.type === 'user.locked' || event.type === 'user.deleted') return;
  const { notice } = eventDataOf(event);
  if (!notice) return;
  const details = { userId: event.subject, reason: notice.kind };
  recordSecurityEvent({ logger }, { ip: event.ip_address }, securityEventOf(notice), details);
}

function securityEventOf({ kind }: OwnerNotice): SecurityEvent {
  return kind.startsWith('password_') || kind === 'methods_suspended' ? 'authn_password_change' : 'user_updated';
}
