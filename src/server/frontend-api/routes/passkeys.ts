import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
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
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import type { PasskeyRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

const MAX_NAME = 100;

/** Passkeys of the signed-in user. */
export function passkeyRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/me/passkeys';
  const limit = limitRate(services, 'attempt');
  const reply = (c: AppContext, row: PasskeyRow): Promise<Response> => answer(c, services, (view) => view.passkey(row));

  app.post(path, limit, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await addPasskey(services, c.get('context'), signedIn));
  });
  app.get(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await requirePasskey(services, signedIn, c.req.param('id')));
  });
  app.post(`${path}/:id/attempt_verification`, limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const credential = context.params.raw('public_key_credential');
    if (credential === undefined) throw new ApiError('form_param_missing', { param: 'public_key_credential' });
    const strategy = context.params.text('strategy', 64) || 'passkey';
    return reply(c, await attemptPasskey(services, context, signedIn, { id: c.req.param('id'), strategy, credential }));
  });
  app.post(`${path}/:id/confirm`, limit, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await confirmPasskey(services, c.get('context'), signedIn, c.req.param('id')));
  });
  app.patch(`${path}/:id`, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const name = context.params.name('name', MAX_NAME) ?? context.params.required('name');
    return reply(c, await renamePasskey(services, context, signedIn, { id: c.req.param('id'), name }));
  });
  app.delete(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    const id = c.req.param('id');
    await removePasskey(services, c.get('context'), signedIn, id);
    const deleted: DeletedJSON = { object: 'passkey', id, deleted: true };
    return answer(c, services, async () => deleted);
  });
}
