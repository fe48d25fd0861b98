import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import { updateMetadata, updateUser } from '../../account/update-user.ts';
import { ApiError } from '../../http/errors.ts';
import { isId } from '../../ids.ts';
import { presentSessionWithActivities } from '../presenters/present-session.ts';
import type { Services } from '../../services.ts';
import { endSessions } from '../../sessions/end-sessions.ts';
import { requireSession } from '../../sessions/require-session.ts';
import { statusOf } from '../../sessions/status-of.ts';
import { answer } from '../respond.ts';

/** The signed-in user about themselves. */
export function meRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage } = services;
  const reply = (c: AppContext, userId: string): Promise<Response> => answer(c, services, (view) => view.user(userId));

  app.get('/v1/me', async (c) => reply(c, (await requireSession(services, c.get('context'))).user.id));
  app.patch('/v1/me', async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    await updateUser(services, c.get('context'), signedIn);
    return reply(c, signedIn.user.id);
  });
  app.patch('/v1/me/metadata', async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    await updateMetadata(services, c.get('context'), signedIn);
    return reply(c, signedIn.user.id);
  });

  const list = (all: boolean) => async (c: AppContext) => {
    const { now } = c.get('context');
    const { user } = await requireSession(services, c.get('context'));
    const sessions = await storage.listUserSessions(user.id, now, all);
    return c.json(sessions.map((session) => presentSessionWithActivities(session, statusOf(session, now))));
  };
  app.get('/v1/me/sessions', list(true));
  // The parameter of the path below: the faster router takes neither a plain word nor another name in its place.
  const listActive = list(false);
  app.get('/v1/me/sessions/:id', (c) => {
    if (c.req.param('id') !== 'active') throw new ApiError('resource_not_found');
    return listActive(c);
  });
  app.post('/v1/me/sessions/:id/revoke', async (c) => {
    const { user } = await requireSession(services, c.get('context'));
    const id = c.req.param('id');
    const session = isId(id) ? await storage.findSession(id) : undefined;
    if (session?.user_id !== user.id) throw new ApiError('resource_not_found');
    await endSessions(services, c.get('context'), [session], 'revoked');
    return answer(c, services, async (view, client) => {
      const revoked = await storage.findSession(id);
      return revoked && client ? view.session(revoked, client) : null;
    });
  });
}
