import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { correctUatCookies } from '../../http/middleware/answer-cookies.ts';
import { type BrowserContext, loadBrowser, withBrowser } from '../../http/middleware/with-browser.ts';
import { isId } from '../../ids.ts';
import { mintTemplateToken } from '../../jwt-templates/mint-template-token.ts';
import type { Services } from '../../services.ts';
import { requireClientSession, requireLiveSession, touchSession } from '../../sessions/client-session.ts';
import { endSessions } from '../../sessions/end-sessions.ts';
import { noteActivity } from '../../sessions/note-activity.ts';
import { refreshSession } from '../../sessions/refresh-session.ts';
import { respond } from '../respond.ts';

/** Sessions of this browser. */
export function sessionRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/client/sessions/:id';
  const known = withBrowser(services);
  const reply = (c: BrowserContext, id: string): Promise<Response> =>
    respond(c, services, async (view, client) => {
      const session = await services.storage.findSession(id);
      return session && client ? view.session(session, client) : null;
    });

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
    const signedIn = await requireLiveSession(services, c.get('browser'), c.req.param('id'));
    const { session, azp, now } = signedIn;
    const jwt = await mintTemplateToken(services, c.req.param('template'), session, { azp, now });
    await noteActivity(services, signedIn, session);
    return c.json({ object: 'token', jwt });
  });
  app.get(path, known, async (c) => {
    const { session } = await requireClientSession(services, c.get('browser'), c.req.param('id'));
    return reply(c, session.id);
  });
  app.post(`${path}/touch`, known, async (c) => {
    const signedIn = await requireLiveSession(services, c.get('browser'), c.req.param('id'));
    await touchSession(services, signedIn);
    return reply(c, signedIn.session.id);
  });
  for (const [name, status] of Object.entries({ remove: 'removed', end: 'ended' } as const)) {
    app.post(`${path}/${name}`, known, async (c) => {
      const browser = c.get('browser');
      const { session } = await requireClientSession(services, browser, c.req.param('id'));
      await endSessions(services, browser, [session], status);
      return reply(c, session.id);
    });
  }
}
