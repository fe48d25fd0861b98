import { redirectTarget } from '../../http/redirect-target.ts';
import type { Actor } from '../../http/request-context.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import type { Services } from '../../services.ts';
import { statusOfTicket, ticketHashOf, ticketTarget } from './ticket.ts';

/**
 * Returns the page that the link of a ticket leads to: a sign-up for an address without an account, otherwise a
 * sign-in. It changes nothing; the form on that page uses the ticket.
 *
 * @param token the ticket, as the link holds it
 */
export async function findTicketPage(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  { now }: Pick<Actor, 'now'>,
  token: string,
): Promise<string> {
  const hash = ticketHashOf(token);
  if (hash === undefined) return config.signInUrl;
  const ticket = await storage.findTicketByToken(hash);
  // The form tells the user that there is no such ticket.
  if (!ticket) return ticketTarget(config.signInUrl, token, 'sign_in');
  const page = (fallback: string): string =>
    redirectTarget(ticket.redirect_url === null ? [] : [ticket.redirect_url], { ...config, homeUrl: fallback });
  if (statusOfTicket(ticket, now) === 'accepted') return ticketTarget(page(config.signInUrl), token, 'complete');
  const isNew = ticket.email !== null && !(await storage.findVerifiedEmailAddress(keyOf(ticket.email)));
  return isNew
    ? ticketTarget(page(config.signUpUrl), token, 'sign_up')
    : ticketTarget(page(config.signInUrl), token, 'sign_in');
}
