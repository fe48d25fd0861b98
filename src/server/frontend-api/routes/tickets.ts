import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { findTicketPage } from '../../factors/ticket/find-ticket-page.ts';
import type { Services } from '../../services.ts';

/** Where links of invitations and sign-in tokens lead. Fetching one changes nothing, since mail scanners do it, too. */
export function ticketRoutes(app: Hono<AppEnv>, services: Services): void {
  app.get('/v1/tickets/accept', async (c) => {
    const context = c.get('context');
    const [token = '', ...more] = context.query.getAll('ticket');
    return c.redirect(await findTicketPage(services, context, more.length > 0 ? '' : token), 303);
  });
}
