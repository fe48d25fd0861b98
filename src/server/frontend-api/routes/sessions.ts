import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { isId } from '../../ids.ts';
import { correctUatCookies } from '../../http/middleware/answer-cookies.ts';
import { type BrowserContext, loadBrowser, withBrowser } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import { endSessions } from '../../sessions/end-sessions.ts';
import { refreshSession } from '../../sessions/refresh-session.ts';
import { abandonAt, statusOf } from '../../sessions/session-status.ts';
import type { ClientRow, SessionRow } from '../../storage/rows.ts';
import { respond } from '../respond.ts';

/** Sessions of this browser. */
export function sessionRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage, config } = services;
  const path = '/v1/client/sessions/:id';
  const known = withBrowser(services);

  const find = async (c: BrowserContext): Promise<{ client: ClientRow; session: SessionRow }> => {
    const id = c.req.param('id') ?? '';
    const { client } = c.get('browser');
    if (!client) throw new ApiError('authentication_invalid');
    const session = isId(id) ? await storage.findSession(id) : undefined;
    if (session?.client_id !== client.id) throw new ApiError('resource_not_found');
    return { client, session };
  };
  const reply = (c: BrowserContext, id: string): Promise<Response> =>
    respond(c, services, async (view, client) => {
      const session = await storage.findSession(id);
      return session && client ? view.session(session, client) : null;
    });
  const end = (status: 'ended' | 'removed') => async (c: BrowserContext) => {
    const { session } = await find(c);
    await endSessions(services, c.get('browser'), [session], status);
    return reply(c, session.id);
  };

  app.post(`${path}/tokens`, async (c) => {
    const id = c.req.param('id');
    if (!isId(id)) throw new ApiError('resource_not_found');
    const context = c.get('context');
    // The cookie alone finds the session, without a look-up of the browser. Only a legacy cookie needs one.
    const caller = context.clientCookie?.isLegacy ? await loadBrowser(c, services) : context;
    const jwt = await refreshSession(services, caller, id);
    correctUatCookies(c, services);
    return c.json({ object: 'token', jwt });
  });
  app.post(`${path}/tokens/:template`, known, async (c) => {
    await find(c);
    throw new ApiError('resource_not_found', { longMessage: 'There is no JWT template of this name.' });
  });
  app.get(path, known, async (c) => reply(c, (await find(c)).session.id));
  app.post(`${path}/touch`, known, async (c) => {
    const { now } = c.get('context');
    const { client, session } = await find(c);
    const user = await storage.findUser(session.user_id);
    if (statusOf(session, now) !== 'active' || !user || user.banned) throw new ApiError('authentication_invalid');
    await storage.transaction(async (tx) => {
      const touched = await tx.touchSession(session.id, abandonAt(config, session.expire_at, now), now, true);
      if (!touched) throw new ApiError('authentication_invalid');
      await tx.updateClient(client.id, { last_active_session_id: session.id }, now);
      await tx.updateUser(session.user_id, { last_active_at: now }, now);
    });
    return reply(c, session.id);
  });
  app.post(`${path}/remove`, known, end('removed'));
  app.post(`${path}/end`, known, end('ended'));
}
