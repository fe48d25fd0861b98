import { type EventActor, recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { isId, newId } from '../ids.ts';
import { keyOf } from '../identifiers/identifier-key.ts';
import { readEmailAddress } from '../identifiers/identifiers.ts';
import { blankWaitlistEntry } from '../storage/blank-rows.ts';
import type { WaitlistEntryRow } from '../storage/rows.ts';
import { taken } from '../users/identifier-errors.ts';
import { invite, withdrawInvitation } from './invitations.ts';
import type { TicketParts } from './tickets.ts';

/** An address for the waitlist. */
export interface NewWaitlistEntry {
  emailAddress: string;
  /** Whether to mail the person that they are on the list; default true. */
  notify?: boolean | undefined;
}

type Status = WaitlistEntryRow['status'];

/** An entry that can be invited, rejected or deleted. A person who has an account has no use for it. */
const OPEN = ['pending', 'invited', 'rejected'] as const satisfies readonly Status[];

/**
 * Puts addresses on the waitlist, whoever may sign up at the moment. One that is on the list already stays as it is.
 *
 * @returns the entries, in the order of the addresses
 * @throws {ApiError} `form_identifier_exists` when an address has an account, `form_param_duplicate` when one is given
 *   twice, `service_unavailable` when a mail could not be sent; its address is not on the list then
 */
export async function addToWaitlist(
  { storage, delivery }: TicketParts,
  actor: EventActor,
  inputs: readonly NewWaitlistEntry[],
): Promise<WaitlistEntryRow[]> {
  const { now } = actor;
  const emails = inputs.map(({ emailAddress }) => readEmailAddress(emailAddress));
  const keys = emails.map(keyOf);
  if (new Set(keys).size < keys.length) throw new ApiError('form_param_duplicate', { param: 'email_address' });
  const entries = await storage.transaction(async (tx) => {
    const stored: { row: WaitlistEntryRow; isNew: boolean }[] = [];
    for (const [index, email] of emails.entries()) {
      if (await tx.findVerifiedEmailAddress(keyOf(email))) throw taken('email_address');
      const row = blankWaitlistEntry({ id: newId('wle'), email, email_key: keys[index] as string }, now);
      const entry = await tx.insertWaitlistEntryOnce(row);
      const isNew = entry.id === row.id;
      if (isNew) await recordEvent(tx, actor, { type: 'waitlistEntry.created', userId: row.id });
      stored.push({ row: entry, isNew });
    }
    return stored;
  });
  const told = entries.map(async ({ row, isNew }, index) => {
    if (!isNew || inputs[index]?.notify === false) return true;
    try {
      await delivery.send({ to: row.email, channel: 'email', template: 'waitlist_confirmation' }, actor);
      return true;
    } catch {
      // A later try of the administrator has to mail them, and the address is not on the list until then.
      await storage.deleteWaitlistEntry(row.id, ['pending']);
      return false;
    }
  });
  if ((await Promise.all(told)).includes(false)) throw new ApiError('service_unavailable');
  return entries.map(({ row }) => row);
}

/**
 * Invites the person of an entry, and mails them.
 *
 * @param ignoreExisting as for an invitation
 * @throws {ApiError} `waitlist_entry_status_invalid` when they have signed up; else as an invitation
 */
export async function inviteFromWaitlist(
  parts: TicketParts,
  actor: EventActor,
  id: string,
  ignoreExisting: boolean | undefined,
): Promise<WaitlistEntryRow> {
  const { storage } = parts;
  const { now } = actor;
  const before = await requireEntry(parts, id);
  if (before.status === 'completed') throw wrongStatus();
  const input = { emailAddress: before.email, template: 'waitlist_invitation', ignoreExisting } as const;
  try {
    await invite(parts, actor, input, async (tx, { id: invitation_id }) => {
      const patch = { status: 'invited', invitation_id, invited_at: now } as const;
      if (!(await tx.updateWaitlistEntry(id, OPEN, patch, now))) throw wrongStatus();
      await recordEvent(tx, actor, { type: 'waitlistEntry.updated', userId: id });
    });
  } catch (error) {
    // The invitation could not be mailed, and is not valid.
    const { status, invitation_id, invited_at } = before;
    const isUnsent = error instanceof ApiError && error.code === 'service_unavailable';
    if (isUnsent) {
      await storage.transaction(async (tx) => {
        await tx.updateWaitlistEntry(id, ['invited'], { status, invitation_id, invited_at }, now);
        await recordEvent(tx, actor, { type: 'waitlistEntry.updated', userId: id });
      });
    }
    throw error;
  }
  return requireEntry(parts, id);
}

/**
 * Rejects an entry, and revokes its invitation when it has one that is pending.
 *
 * @throws {ApiError} `waitlist_entry_status_invalid` when the person has signed up
 */
export async function rejectFromWaitlist(parts: TicketParts, actor: EventActor, id: string): Promise<WaitlistEntryRow> {
  await requireEntry(parts, id);
  return parts.storage.transaction(async (tx) => {
    const entry = await tx.updateWaitlistEntry(id, OPEN, { status: 'rejected' }, actor.now);
    if (!entry) throw wrongStatus();
    if (entry.invitation_id !== null) await withdrawInvitation(tx, actor, entry.invitation_id);
    await recordEvent(tx, actor, { type: 'waitlistEntry.updated', userId: id });
    return entry;
  });
}

/**
 * Deletes an entry that waits or was rejected.
 *
 * @throws {ApiError} `waitlist_entry_status_invalid` when the person was invited or has signed up
 */
export async function deleteFromWaitlist(parts: TicketParts, id: string): Promise<void> {
  await requireEntry(parts, id);
  if (!(await parts.storage.deleteWaitlistEntry(id, ['pending', 'rejected']))) throw wrongStatus();
}

async function requireEntry({ storage }: Pick<TicketParts, 'storage'>, id: string): Promise<WaitlistEntryRow> {
  const row = isId(id) ? await storage.findWaitlistEntry(id) : undefined;
  if (!row) throw new ApiError('resource_not_found');
  return row;
}

function wrongStatus(): ApiError {
  return new ApiError('waitlist_entry_status_invalid');
}
