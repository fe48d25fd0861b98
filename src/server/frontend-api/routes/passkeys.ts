import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import {
  addPasskey,
  attemptPasskey,
  confirmPasskey,
  findPasskey,
  removePasskey,
  renamePasskey,
} from '../../account/passkeys.ts';
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import type { PasskeyRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

/** Passkeys of the signed-in user. */
export function passkeyRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/me/passkeys';
  const reply = (c: AppContext, row: PasskeyRow): Promise<Response> => answer(c, services, (view) => view.passkey(row));

  app.post(path, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await addPasskey(services, c.get('context'), signedIn));
  });
  app.get(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await findPasskey(services, signedIn, c.req.param('id')));
  });
  app.post(`${path}/:id/attempt_verification`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await attemptPasskey(services, c.get('context'), signedIn, c.req.param('id')));
  });
  app.post(`${path}/:id/confirm`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await confirmPasskey(services, c.get('context'), signedIn, c.req.param('id')));
  });
  app.patch(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await renamePasskey(services, c.get('context'), signedIn, c.req.param('id')));
  });
  app.delete(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    const id = c.req.param('id');
    await removePasskey(services, c.get('context'), signedIn, id);
    const deleted: DeletedJSON = { object: 'passkey', id, deleted: true };
    return answer(c, services, async () => deleted);
  });
}
