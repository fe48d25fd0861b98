import type { Clock } from '../clock.ts';
import type { InstanceConfig } from '../config/config.ts';
import type { Delivery } from '../delivery/port.ts';
import { newTicket, statusOfTicket, ticketUrl } from '../factors/ticket/ticket.ts';
import { ApiError } from '../http/errors.ts';
import { type IdPrefix, isId, newId } from '../ids.ts';
import type { TicketKind, TicketRow } from '../storage/rows.ts';
import type { Storage, StorageOps } from '../storage/storage.ts';
import type { Ticket } from './types.ts';

export interface TicketParts {
  config: InstanceConfig;
  storage: Storage;
  delivery: Delivery;
  clock: Clock;
}

/** 30 days in seconds: the longest life of a token, and of the session that it starts. */
export const MONTH_SECONDS = 2_592_000;
const PREFIX = { invitation: 'inv', sign_in_token: 'sit', actor_token: 'act' } as const satisfies Record<
  TicketKind,
  IdPrefix
>;

/** Stores a new ticket. @returns undefined when its `sole_key` is that of a pending one */
export async function issueTicket(
  { config, storage, clock }: Pick<TicketParts, 'config' | 'clock'> & { storage: StorageOps },
  ticket: Pick<TicketRow, 'kind' | 'expires_at'> & Partial<TicketRow>,
): Promise<{ row: TicketRow; token: string; url: string } | undefined> {
  const { token, tokenHash } = newTicket();
  const now = clock.now();
  const row: TicketRow = {
    id: newId(PREFIX[ticket.kind]),
    token_hash: tokenHash,
    email: null,
    user_id: null,
    public_metadata: '{}',
    redirect_url: null,
    sole_key: null,
    actor: null,
    session_seconds: null,
    status: 'pending',
    created_at: now,
    updated_at: now,
    ...ticket,
  };
  return (await storage.insertTicket(row)) ? { row, token, url: ticketUrl(config, token) } : undefined;
}

/** Finds a ticket of one kind. @throws {ApiError} `resource_not_found` */
export async function requireTicket(
  { storage }: Pick<TicketParts, 'storage'>,
  kind: TicketKind,
  id: string,
): Promise<TicketRow> {
  const row = isId(id) ? await storage.findTicket(id) : undefined;
  if (row?.kind !== kind) throw new ApiError('resource_not_found');
  return row;
}

/**
 * Revokes a ticket of one kind.
 *
 * @returns false when the ticket was not pending any more
 * @throws {ApiError} `resource_not_found`
 */
export async function revokeTicket(
  parts: Pick<TicketParts, 'storage' | 'clock'>,
  kind: TicketKind,
  id: string,
): Promise<boolean> {
  await requireTicket(parts, kind, id);
  return parts.storage.revokeTicket(id, parts.clock.now());
}

/** Describes a ticket to the operator. */
export function describeTicket(row: TicketRow, now: number): Ticket {
  const { id, expires_at, created_at } = row;
  return { id, status: statusOfTicket(row, now), expiresAt: new Date(expires_at), createdAt: new Date(created_at) };
}

/** @throws {ApiError} `form_param_value_invalid` unless the value is a whole number from 1 to `max` */
export function checkRange(param: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= max) return;
  throw new ApiError('form_param_value_invalid', { param, longMessage: `Give a whole number from 1 to ${max}.` });
}
