import type { Hono } from 'hono';
import type { ReverificationLevel } from '../../../protocol/status.ts';
import type { AppEnv } from '../../http/app-env.ts';
import {
  attemptReverification,
  prepareReverification,
  startReverification,
} from '../../attempts/reverification/reverification.ts';
import { ApiError } from '../../http/errors.ts';
import { isId } from '../../ids.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { type BrowserContext, withBrowser } from '../../http/middleware/with-browser.ts';
import type { Params } from '../../http/params.ts';
import type { Services } from '../../services.ts';
import { statusOf } from '../../sessions/session-status.ts';
import type { SignedIn } from '../../sessions/signed-in.ts';
import type { ReverificationRow } from '../../storage/rows.ts';
import { parseAttempt, parsePreparation } from '../parse-factor-input.ts';
import { respond } from '../respond.ts';

const LEVELS: readonly ReverificationLevel[] = ['first_factor', 'second_factor', 'multi_factor'];

/** A signed-in user proves again who they are. */
export function reverificationRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage } = services;
  const path = '/v1/client/sessions/:id/verify';
  const known = withBrowser(services);
  const limit = limitRate(services, 'attempt');

  const enter = async (c: BrowserContext): Promise<SignedIn> => {
    const browser = c.get('browser');
    const { client, now } = browser;
    const id = c.req.param('id') ?? '';
    if (!client) throw new ApiError('authentication_invalid');
    const session = isId(id) ? await storage.findSession(id) : undefined;
    if (session?.client_id !== client.id) throw new ApiError('resource_not_found');
    const user = await storage.findUser(session.user_id);
    if (!user || user.banned || statusOf(session, now) !== 'active') throw new ApiError('authentication_invalid');
    return { ...browser, client, session, user };
  };
  const reply = (c: BrowserContext, row: ReverificationRow): Promise<Response> =>
    respond(c, services, async (view, client) => {
      const session = client && (await storage.findSession(row.session_id));
      return session ? view.reverification(row, session, client) : null;
    });

  app.post(path, limit, known, async (c) => {
    const signedIn = await enter(c);
    return reply(c, await startReverification(services, signedIn, parseLevel(c.get('context').params)));
  });
  for (const level of ['first', 'second'] as const) {
    app.post(`${path}/prepare_${level}_factor`, known, async (c) =>
      reply(c, await prepareReverification(services, await enter(c), level, parsePreparation(c.get('context').params))),
    );
    app.post(`${path}/attempt_${level}_factor`, limit, known, async (c) =>
      reply(c, await attemptReverification(services, await enter(c), level, parseAttempt(c.get('context').params))),
    );
  }
}

function parseLevel(params: Params): ReverificationLevel {
  const wanted = params.text('level', 32) || 'second_factor';
  const level = LEVELS.find((each) => each === wanted);
  if (!level) throw new ApiError('form_param_value_invalid', { param: 'level' });
  return level;
}
