import { statusOfTicket, type TicketStatus } from '../../factors/ticket/ticket.ts';
import type { TicketRow } from '../../storage/rows.ts';

/** An invitation as the application's server sees it. */
export interface InvitationJSON {
  object: 'invitation';
  id: string;
  email_address: string;
  public_metadata: Record<string, unknown>;
  revoked: boolean;
  status: TicketStatus;
  /** Present once, in the answer that made it. */
  url?: string;
  expires_at: number;
  created_at: number;
  updated_at: number;
}

export function presentInvitation(
  row: TicketRow,
  now: number,
  shown: Pick<InvitationJSON, 'url'> = {},
): InvitationJSON {
  const status = statusOfTicket(row, now);
  return {
    object: 'invitation',
    id: row.id,
    email_address: row.email ?? '',
    public_metadata: JSON.parse(row.public_metadata),
    revoked: status === 'revoked',
    status,
    ...shown,
    expires_at: row.expires_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
