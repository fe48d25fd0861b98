import type { Hono, MiddlewareHandler } from 'hono';
import type { ReverificationLevel } from '../../../protocol/status.ts';
import {
  attemptReverification,
  prepareReverification,
  startReverification,
} from '../../attempts/reverification/reverification.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { type BrowserContext, loadBrowser, type SignedInEnv } from '../../http/middleware/with-browser.ts';
import type { Params } from '../../http/params.ts';
import { limitRate } from '../../http/rate-limit.ts';
import type { Services } from '../../services.ts';
import { requireLiveSession } from '../../sessions/client-session.ts';
import type { ReverificationRow } from '../../storage/rows.ts';
import { parseAttempt, parsePreparation } from '../parse-factor-input.ts';
import { respond } from '../respond.ts';

const LEVELS: readonly ReverificationLevel[] = ['first_factor', 'second_factor', 'multi_factor'];

/** A signed-in user proves again who they are. */
export function reverificationRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage } = services;
  const path = '/v1/client/sessions/:id/verify';
  const authenticated = withNamedSession(services);
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, row: ReverificationRow): Promise<Response> =>
    respond(c, services, async (view, client) => {
      const session = client && (await storage.findSession(row.session_id));
      return session ? view.reverification(row, session, client) : null;
    });

  app.post(path, authenticated, limit, async (c) => {
    const level = parseLevel(c.get('context').params);
    return reply(c, await startReverification(services, c.get('signedIn'), level));
  });
  for (const level of ['first', 'second'] as const) {
    app.post(`${path}/prepare_${level}_factor`, authenticated, async (c) => {
      const preparation = parsePreparation(c.get('context').params);
      return reply(c, await prepareReverification(services, c.get('signedIn'), level, preparation));
    });
    app.post(`${path}/attempt_${level}_factor`, authenticated, limit, async (c) => {
      const attempt = parseAttempt(c.get('context').params);
      return reply(c, await attemptReverification(services, c.get('signedIn'), level, attempt));
    });
  }
}

/** Requires that the session in the path is a live one of this browser. */
function withNamedSession(services: Services): MiddlewareHandler<SignedInEnv> {
  return async function withNamedSession(c, next) {
    const browser = await loadBrowser(c, services);
    c.set('browser', browser);
    c.set('signedIn', await requireLiveSession(services, browser, c.req.param('id') ?? ''));
    await next();
  };
}

function parseLevel(params: Params): ReverificationLevel {
  const wanted = params.text('level', 32) || 'second_factor';
  const level = LEVELS.find((each) => each === wanted);
  if (!level) throw new ApiError('form_param_value_invalid', { param: 'level' });
  return level;
}
