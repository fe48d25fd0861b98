import { createTicketOffice, type TicketOffice } from '../../src/server/backend-api/invitations-and-tokens.ts';
import type { TestInstance } from './instance.ts';

/** What the operator of a test instance has. */
export function ticketOfficeOf({ config, storage, mailbox, clock }: TestInstance): TicketOffice {
  return createTicketOffice({ config, storage, delivery: mailbox, clock });
}
