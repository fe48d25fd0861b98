import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import {
  attemptReverification,
  prepareReverification,
  startReverification,
} from '../../attempts/reverification/reverification.ts';
import { ApiError } from '../../http/errors.ts';
import { isId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import { findClient } from '../../sessions/open-client.ts';
import type { SignedIn } from '../../sessions/require-session.ts';
import { statusOf } from '../../sessions/status-of.ts';
import type { ReverificationRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

/** A signed-in user proving again who they are. */
export function reverificationRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage } = services;
  const path = '/v1/client/sessions/:id/verify';

  const enter = async (c: AppContext): Promise<SignedIn> => {
    const context = c.get('context');
    const id = c.req.param('id') ?? '';
    const client = await findClient(services, context);
    if (!client) throw new ApiError('authentication_invalid');
    const session = isId(id) ? await storage.findSession(id) : undefined;
    if (session?.client_id !== client.id) throw new ApiError('resource_not_found');
    const user = await storage.findUser(session.user_id);
    if (!user || user.banned || statusOf(session, context.now) !== 'active')
      throw new ApiError('authentication_invalid');
    return { client, session, user };
  };
  const reply = (c: AppContext, row: ReverificationRow): Promise<Response> =>
    answer(c, services, async (view, client) => {
      const session = client && (await storage.findSession(row.session_id));
      return session ? view.reverification(row, session, client) : null;
    });

  app.post(path, async (c) => reply(c, await startReverification(services, c.get('context'), await enter(c))));
  for (const level of ['first', 'second'] as const) {
    app.post(`${path}/prepare_${level}_factor`, async (c) =>
      reply(c, await prepareReverification(services, c.get('context'), await enter(c), level)),
    );
    app.post(`${path}/attempt_${level}_factor`, async (c) =>
      reply(c, await attemptReverification(services, c.get('context'), await enter(c), level)),
    );
  }
}
