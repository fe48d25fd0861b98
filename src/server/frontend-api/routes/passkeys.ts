import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import {
  addPasskey,
  attemptPasskey,
  confirmPasskey,
  removePasskey,
  renamePasskey,
  requirePasskey,
} from '../../account/passkey.ts';
import { ApiError } from '../../http/errors.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { type BrowserContext, withSession } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import type { PasskeyRow } from '../../storage/rows.ts';
import { respond, respondDeleted } from '../respond.ts';

const MAX_NAME = 100;

/** Passkeys of the signed-in user. */
export function passkeyRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const path = '/v1/me/passkeys';
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, row: PasskeyRow): Promise<Response> =>
    respond(c, services, (view) => view.passkey(row));

  app.post(path, authenticated, limit, async (c) => reply(c, await addPasskey(services, c.get('signedIn'))));
  app.get(`${path}/:id`, authenticated, async (c) =>
    reply(c, await requirePasskey(services, c.get('signedIn'), c.req.param('id'))),
  );
  app.post(`${path}/:id/attempt_verification`, authenticated, limit, async (c) => {
    const { params } = c.get('context');
    const credential = params.raw('public_key_credential');
    if (credential === undefined) throw new ApiError('form_param_missing', { param: 'public_key_credential' });
    const input = { id: c.req.param('id'), strategy: params.text('strategy', 64) || 'passkey', credential };
    return reply(c, await attemptPasskey(services, c.get('signedIn'), input));
  });
  app.post(`${path}/:id/confirm`, authenticated, limit, async (c) =>
    reply(c, await confirmPasskey(services, c.get('signedIn'), c.req.param('id'))),
  );
  app.patch(`${path}/:id`, authenticated, limit, async (c) => {
    const { params } = c.get('context');
    const name = params.name('name', MAX_NAME) ?? params.required('name');
    return reply(c, await renamePasskey(services, c.get('signedIn'), { id: c.req.param('id'), name }));
  });
  app.delete(`${path}/:id`, authenticated, async (c) => {
    const id = c.req.param('id');
    await removePasskey(services, c.get('signedIn'), id);
    return respondDeleted(c, services, 'passkey', id);
  });
}
