import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import {
  addExternalAccount,
  findExternalAccount,
  reauthorizeExternalAccount,
  removeExternalAccount,
} from '../../account/external-account.ts';
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import type { ExternalAccountRow } from '../../storage/rows.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import { answer } from '../respond.ts';

/** Accounts elsewhere of the signed-in user. */
export function externalAccountRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/me/external_accounts';
  const reply = (c: AppContext, row: ExternalAccountRow): Promise<Response> =>
    answer(c, services, (view) => view.externalAccount(row));

  app.post(path, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await addExternalAccount(services, c.get('context'), signedIn));
  });
  app.get(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await findExternalAccount(services, signedIn, c.req.param('id')));
  });
  app.patch(`${path}/:id/reauthorize`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await reauthorizeExternalAccount(services, c.get('context'), signedIn, c.req.param('id')));
  });
  // Nothing of a provider's is kept beyond the visit, so there is nothing to give back.
  app.delete(`${path}/:id/tokens`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    await hitRateLimit(services, c.get('context'), 'attempt');
    return reply(c, await findExternalAccount(services, signedIn, c.req.param('id')));
  });
  app.delete(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    const id = c.req.param('id');
    await removeExternalAccount(services, c.get('context'), signedIn, id);
    const deleted: DeletedJSON = { object: 'external_account', id, deleted: true };
    return answer(c, services, async () => deleted);
  });
}
