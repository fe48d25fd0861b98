import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { TicketRow } from '../../storage/rows.ts';
import type { RequestContext } from '../../http/request-context.ts';
import { requireUsableTicket, ticketHashOf } from './ticket.ts';

/**
 * The ticket that came with the request. Looking does not take it.
 *
 * @throws {ApiError} when there is none, or when it is worth nothing
 */
export async function findTicket({ storage }: Pick<Services, 'storage'>, context: RequestContext): Promise<TicketRow> {
  const tokenHash = ticketHashOf(context.params.required('ticket'));
  const ticket = tokenHash === undefined ? undefined : await storage.findTicketByToken(tokenHash);
  const problem = requireUsableTicket(ticket, context.now);
  if (problem || !ticket) throw new ApiError(problem ?? 'ticket_invalid_code');
  return ticket;
}
