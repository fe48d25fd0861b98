import type { TicketRow, WaitlistEntryRow } from '../../storage/rows.ts';
import { type InvitationJSON, presentInvitation } from './present-invitation.ts';

/** A person on the waitlist, as the application's server sees them. */
export interface WaitlistEntryJSON {
  object: 'waitlist_entry';
  id: string;
  email_address: string;
  status: WaitlistEntryRow['status'];
  /** Entries are never locked: a change of several is one step. */
  is_locked: false;
  invitation: InvitationJSON | null;
  created_at: number;
  updated_at: number;
}

export function presentWaitlistEntry(
  row: WaitlistEntryRow,
  invitation: TicketRow | undefined,
  now: number,
): WaitlistEntryJSON {
  return {
    object: 'waitlist_entry',
    id: row.id,
    email_address: row.email,
    status: row.status,
    is_locked: false,
    invitation: invitation ? presentInvitation(invitation, now) : null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
