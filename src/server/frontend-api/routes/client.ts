import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import type { Services } from '../../services.ts';
import { clearClientCookie, clearLegacyCookie } from '../../sessions/client-cookie.ts';
import { endSessions } from '../../sessions/end-sessions.ts';
import { adoptClient, findClient, openClient } from '../../sessions/open-client.ts';
import { renewClientCookie } from '../../sessions/renew-client-cookie.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import { respondWithClient } from '../respond.ts';

/** One browser and everything signed in on it. */
export function clientRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage } = services;

  const create = async (c: AppContext): Promise<Response> => {
    const context = c.get('context');
    if (!(await findClient(services, context))) {
      await hitRateLimit(services, context, 'createAttempt');
      adoptClient(context, await storage.transaction((tx) => openClient(tx, context)));
    }
    return respondWithClient(c, services);
  };

  /** Signs out of everything. Without a client there is nothing to sign out of, and that is no error. */
  const signOut = async (c: AppContext): Promise<void> => {
    const context = c.get('context');
    const client = await findClient(services, context);
    // Its cookie was replaced while this was under way: to say that all is over would be wrong.
    if (context.superseded) throw new ApiError('client_state_invalid');
    clearLegacyCookie(context);
    if (!client) return;
    const live = await storage.listClientSessions(client.id, context.now);
    await endSessions(services, context, live, 'removed');
    if (live.length === 0) await storage.updateClient(client.id, {}, context.now);
  };

  // A page sends people through here when the cookie is about to expire: what a navigation sets, browsers keep.
  app.get('/v1/client/touch', async (c) => {
    const context = c.get('context');
    const client = await findClient(services, context);
    if (client) await renewClientCookie(services, context, client);
    return c.redirect(redirectTarget(context.query.getAll('redirect_url'), services.config), 307);
  });
  app.get('/v1/client', (c) => respondWithClient(c, services));
  app.put('/v1/client', create);
  app.post('/v1/client', create);

  app.delete('/v1/client/sessions', async (c) => {
    await signOut(c);
    return respondWithClient(c, services);
  });

  app.delete('/v1/client', async (c) => {
    const context = c.get('context');
    await signOut(c);
    const client = context.client;
    if (client) {
      const patch = { token_hash: null, sign_in_id: null, sign_up_id: null };
      await storage.updateClient(client.id, patch, context.now);
      clearClientCookie(context, services);
    }
    return respondWithClient(c, services);
  });
}
