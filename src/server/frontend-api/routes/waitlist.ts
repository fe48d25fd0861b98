import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { limitRate } from '../../http/middleware/limit-rate.ts';
import { joinWaitlist } from '../../attempts/sign-up/join-waitlist.ts';
import type { Services } from '../../services.ts';

/**
 * The list of people who wait for an invitation. The answer never tells whether the address was on it before. Clients
 * read the entry in an envelope up to version 5, and without one from version 6 on.
 */
export function waitlistRoutes(app: Hono<AppEnv>, services: Services): void {
  app.post('/v1/waitlist', limitRate(services, 'createAttempt'), async (c) => {
    const context = c.get('context');
    const { id } = await joinWaitlist(services, context, context.params.required('email_address'));
    const entry = { id, object: 'waitlist_entry' };
    return c.json({ ...entry, response: entry });
  });
}
