import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { joinWaitlist } from '../../attempts/sign-up/join-waitlist.ts';
import type { Services } from '../../services.ts';

/**
 * The list of those who wait for an invitation. Nothing in the answer tells how old the entry is. Clients read it bare
 * since version 6, and in an envelope before.
 */
export function waitlistRoutes(app: Hono<AppEnv>, services: Services): void {
  app.post('/v1/waitlist', async (c) => {
    const { id } = await joinWaitlist(services, c.get('context'));
    const entry = { id, object: 'waitlist_entry' };
    return c.json({ ...entry, response: entry });
  });
}
