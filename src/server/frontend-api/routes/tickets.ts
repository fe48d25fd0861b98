import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { keyOf } from '../../identifiers/identifier-key.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import type { Services } from '../../services.ts';
import { statusOfTicket, ticketHashOf, ticketTarget } from '../../factors/ticket/ticket.ts';
import type { RequestContext } from '../../http/request-context.ts';

/**
 * Where links of invitations and sign-in tokens lead. Opening one takes nothing, so that a mail scanner does no harm:
 * the form it goes on to does.
 */
export function ticketRoutes(app: Hono<AppEnv>, services: Services): void {
  app.get('/v1/tickets/accept', async (c) => c.redirect(await targetOf(services, c.get('context')), 303));
}

async function targetOf({ storage, config }: Services, { query, now }: RequestContext): Promise<string> {
  const [token = '', ...more] = query.getAll('ticket');
  const hash = more.length > 0 ? undefined : ticketHashOf(token);
  if (hash === undefined) return config.signInUrl;
  const ticket = await storage.findTicketByToken(hash);
  // The form will say that it is worth nothing.
  if (!ticket) return ticketTarget(config.signInUrl, token, 'sign_in');
  const page = (fallback: string): string =>
    redirectTarget(ticket.redirect_url === null ? [] : [ticket.redirect_url], { ...config, homeUrl: fallback });
  if (statusOfTicket(ticket, now) === 'accepted') return ticketTarget(page(config.signInUrl), token, 'complete');
  const isNew = ticket.email !== null && !(await storage.findVerifiedEmailAddress(keyOf(ticket.email)));
  return isNew
    ? ticketTarget(page(config.signUpUrl), token, 'sign_up')
    : ticketTarget(page(config.signInUrl), token, 'sign_in');
}
