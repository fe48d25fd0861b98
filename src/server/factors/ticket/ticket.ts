import type { ApiErrorCode } from '../../../protocol/error-codes.ts';
import { isOver } from '../../clock.ts';
import { hashToken, isToken, newToken } from '../../ids.ts';
import type { TicketRow } from '../../storage/rows.ts';

/** The part of a ticket that tells whether it can be used. */
export type TicketState = Pick<TicketRow, 'kind' | 'status' | 'expires_at'>;

export type TicketStatus = 'pending' | 'accepted' | 'revoked' | 'expired';

export interface NewTicket {
  /** Only the invited person or user gets it. */
  token: string;
  /** The server stores it. */
  tokenHash: string;
}

/** Creates a ticket of 256 random bits. */
export function newTicket(): NewTicket {
  const token = newToken();
  return { token, tokenHash: hashToken(token) };
}

/** Returns the hash by which a ticket is looked up; undefined for a text that cannot be a ticket. */
export function ticketHashOf(text: string): string | undefined {
  return isToken(text) ? hashToken(text) : undefined;
}

/**
 * Tells why a ticket cannot be used; undefined when it can. It does not consume the ticket: that is one atomic step of
 * the storage.
 *
 * @param now milliseconds since the epoch
 */
export function ticketProblem(ticket: TicketState | undefined, now: number): ApiErrorCode | undefined {
  if (!ticket) return 'ticket_invalid_code';
  const isInvitation = ticket.kind === 'invitation';
  const status = statusOfTicket(ticket, now);
  if (status === 'accepted') return isInvitation ? 'invitation_already_accepted' : 'sign_in_token_already_used_code';
  if (status === 'revoked') return isInvitation ? 'revoked_invitation' : 'sign_in_token_revoked_code';
  return status === 'expired' ? 'ticket_expired_code' : undefined;
}

/** @param now milliseconds since the epoch */
export function statusOfTicket({ status, expires_at }: TicketState, now: number): TicketStatus {
  return status === 'pending' && isOver(expires_at, now) ? 'expired' : status;
}

/** Returns the link to a ticket. Opening it does not consume the ticket: it leads to the form that does. */
export function ticketUrl({ url }: { url: string }, token: string): string {
  return `${url}/v1/tickets/accept?ticket=${token}`;
}

/**
 * Returns where the link leads: the page, with the ticket and its status in the query.
 *
 * @param page absolute URL
 */
export function ticketTarget(page: string, token: string, status: 'sign_in' | 'sign_up' | 'complete'): string {
  const url = new URL(page);
  url.searchParams.set('__clerk_status', status);
  // A used ticket must not stay in the history of another page.
  if (status === 'complete') url.searchParams.delete('__clerk_ticket');
  else url.searchParams.set('__clerk_ticket', token);
  return url.href;
}
