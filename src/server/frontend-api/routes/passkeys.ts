import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
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
import { limitRate } from '../../http/middleware/limit-rate.ts';
import { type BrowserContext, withSession } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import type { PasskeyRow } from '../../storage/rows.ts';
import { respond } from '../respond.ts';

const MAX_NAME = 100;

/** Passkeys of the signed-in user. */
export function passkeyRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const path = '/v1/me/passkeys';
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, row: PasskeyRow): Promise<Response> =>
    respond(c, services, (view) => view.passkey(row));

  app.post(path, limit, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    return reply(c, await addPasskey(services, signedIn));
  });
  app.get(`${path}/:id`, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    return reply(c, await requirePasskey(services, signedIn, c.req.param('id')));
  });
  app.post(`${path}/:id/attempt_verification`, limit, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const credential = c.get('context').params.raw('public_key_credential');
    if (credential === undefined) throw new ApiError('form_param_missing', { param: 'public_key_credential' });
    const strategy = c.get('context').params.text('strategy', 64) || 'passkey';
    return reply(c, await attemptPasskey(services, signedIn, { id: c.req.param('id'), strategy, credential }));
  });
  app.post(`${path}/:id/confirm`, limit, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    return reply(c, await confirmPasskey(services, signedIn, c.req.param('id')));
  });
  app.patch(`${path}/:id`, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const name = c.get('context').params.name('name', MAX_NAME) ?? c.get('context').params.required('name');
    return reply(c, await renamePasskey(services, signedIn, { id: c.req.param('id'), name }));
  });
  app.delete(`${path}/:id`, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const id = c.req.param('id');
    await removePasskey(services, signedIn, id);
    const deleted: DeletedJSON = { object: 'passkey', id, deleted: true };
    return respond(c, services, async () => deleted);
  });
}
