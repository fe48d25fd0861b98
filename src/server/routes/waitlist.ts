import type { Hono } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { joinWaitlist } from '../attempts/join-waitlist.ts';
import type { Services } from '../services.ts';

/** The list of those who wait for an invitation. The answer is bare, and has nothing that tells how old the entry is. */
export function waitlistRoutes(app: Hono<AppEnv>, services: Services): void {
  app.post('/v1/waitlist', async (c) => {
    const { id } = await joinWaitlist(services, c.get('visit'));
    return c.json({ id, object: 'waitlist_entry' });
  });
}
