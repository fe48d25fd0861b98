import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import type { Services } from '../../services.ts';
import { clearClientCookie, clearLegacyCookie } from '../../sessions/client-cookie.ts';
import { endSessions } from '../../sessions/end-sessions.ts';
import { adoptClient, findClient, openClient } from '../../sessions/open-client.ts';
import { renewClientCookie } from '../../sessions/renew-client-cookie.ts';
import { takeLimit } from '../../http/rate-limit.ts';
import { answerClient } from '../respond.ts';

/** One browser and everything signed in on it. */
export function clientRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage } = services;

  const create = async (c: AppContext): Promise<Response> => {
    const visit = c.get('visit');
    if (!(await findClient(services, visit))) {
      await takeLimit(services, visit, 'createAttempt');
      adoptClient(visit, await storage.transaction((tx) => openClient(tx, visit)));
    }
    return answerClient(c, services);
  };

  /** Signs out of everything. Without a client there is nothing to sign out of, and that is no error. */
  const signOut = async (c: AppContext): Promise<void> => {
    const visit = c.get('visit');
    const client = await findClient(services, visit);
    // Its cookie was replaced while this was under way: to say that all is over would be wrong.
    if (visit.superseded) throw new ApiError('client_state_invalid');
    clearLegacyCookie(visit);
    if (!client) return;
    const live = await storage.listClientSessions(client.id, visit.now);
    await endSessions(services, visit, live, 'removed');
    if (live.length === 0) await storage.updateClient(client.id, {}, visit.now);
  };

  // A page sends people through here when the cookie is about to expire: what a navigation sets, browsers keep.
  app.get('/v1/client/touch', async (c) => {
    const visit = c.get('visit');
    const client = await findClient(services, visit);
    if (client) await renewClientCookie(services, visit, client);
    return c.redirect(redirectTarget(visit.query.getAll('redirect_url'), services.config), 307);
  });
  app.get('/v1/client', (c) => answerClient(c, services));
  app.put('/v1/client', create);
  app.post('/v1/client', create);

  app.delete('/v1/client/sessions', async (c) => {
    await signOut(c);
    return answerClient(c, services);
  });

  app.delete('/v1/client', async (c) => {
    const visit = c.get('visit');
    await signOut(c);
    const client = visit.client;
    if (client) {
      const patch = { token_hash: null, sign_in_id: null, sign_up_id: null };
      await storage.updateClient(client.id, patch, visit.now);
      clearClientCookie(visit, services);
    }
    return answerClient(c, services);
  });
}
