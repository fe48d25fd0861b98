import { isOver } from '../../clock.ts';
import type { ApiErrorCode } from '../../../protocol/error-codes.ts';
import { hashToken, newToken } from '../../ids.ts';
import type { TicketRow } from '../../storage/rows.ts';

/** What is looked at to tell whether a ticket is good. */
export type TicketState = Pick<TicketRow, 'kind' | 'status' | 'expires_at'>;

export type TicketStatus = 'pending' | 'accepted' | 'revoked' | 'expired';

export interface NewTicket {
  /** Goes to the person, and nowhere else. */
  token: string;
  /** Is kept. */
  tokenHash: string;
}

/** What a ticket looks like: 32 bytes in base64url. Anything else is not worth a question to the database. */
const TOKEN = /^[\w-]{43}$/;

/** A new ticket of 256 random bits, and the only form of it that is stored. */
export function newTicket(): NewTicket {
  const token = newToken();
  return { token, tokenHash: hashToken(token) };
}

/** The hash a ticket is looked up by; undefined for text that cannot be one. */
export function ticketHashOf(text: string): string | undefined {
  return TOKEN.test(text) ? hashToken(text) : undefined;
}

/**
 * Why a ticket is worth nothing, undefined when it is good. Being good does not take it: that is for one atomic step
 * of the storage.
 *
 * @param now milliseconds since the epoch
 */
export function requireUsableTicket(ticket: TicketState | undefined, now: number): ApiErrorCode | undefined {
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

/** The link a person is sent. Opening it takes nothing: it leads on to the form that does. */
export function ticketUrl({ url }: { url: string }, token: string): string {
  return `${url}/v1/tickets/accept?ticket=${token}`;
}

/**
 * Where the link leads on to: the page, with the ticket and what to do with it.
 *
 * @param page absolute URL
 */
export function ticketTarget(page: string, token: string, status: 'sign_in' | 'sign_up' | 'complete'): string {
  const url = new URL(page);
  url.searchParams.set('__clerk_status', status);
  // A ticket that was taken already has no business in another page's history.
  if (status === 'complete') url.searchParams.delete('__clerk_ticket');
  else url.searchParams.set('__clerk_ticket', token);
  return url.href;
}
