import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import {
  addExternalAccount,
  reauthorizeExternalAccount,
  removeExternalAccount,
  requireExternalAccount,
} from '../../account/external-account.ts';
import { limitRate } from '../../http/middleware/limit-rate.ts';
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import type { ExternalAccountRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

/** Accounts at OAuth providers that the signed-in user has connected. */
export function externalAccountRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/me/external_accounts';
  const limit = limitRate(services, 'attempt');
  const reply = (c: AppContext, row: ExternalAccountRow): Promise<Response> =>
    answer(c, services, (view) => view.externalAccount(row));

  app.post(path, limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const { params } = context;
    const input = { strategy: params.required('strategy', 64), scopes: params.list('additional_scope') };
    return reply(c, await addExternalAccount(services, context, signedIn, input));
  });
  app.get(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await requireExternalAccount(services, signedIn, c.req.param('id')));
  });
  app.patch(`${path}/:id/reauthorize`, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const input = { id: c.req.param('id'), scopes: context.params.list('additional_scope') };
    return reply(c, await reauthorizeExternalAccount(services, context, signedIn, input));
  });
  // The server keeps no tokens of a provider, so there are none to revoke.
  app.delete(`${path}/:id/tokens`, limit, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await requireExternalAccount(services, signedIn, c.req.param('id')));
  });
  app.delete(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    const id = c.req.param('id');
    await removeExternalAccount(services, c.get('context'), signedIn, id);
    const deleted: DeletedJSON = { object: 'external_account', id, deleted: true };
    return answer(c, services, async () => deleted);
  });
}
