import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { AppEnv } from '../../http/app-env.ts';
import {
  addExternalAccount,
  reauthorizeExternalAccount,
  removeExternalAccount,
  requireExternalAccount,
} from '../../account/external-account.ts';
import { limitRate } from '../../http/middleware/limit-rate.ts';
import { type BrowserContext, withSession } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import type { ExternalAccountRow } from '../../storage/rows.ts';
import { parseAuthorizationInput } from '../parse-factor-input.ts';
import { type Outcome, respond } from '../respond.ts';

/** Accounts at OAuth providers that the signed-in user has connected. */
export function externalAccountRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const path = '/v1/me/external_accounts';
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, row: ExternalAccountRow, outcome?: Outcome): Promise<Response> =>
    respond(c, services, (view) => view.externalAccount(row), outcome);

  app.post(path, limit, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const { params } = c.get('context');
    const input = {
      strategy: params.required('strategy', 64),
      scopes: params.list('additional_scope'),
      ...parseAuthorizationInput(params),
    };
    const { row, authorization } = await addExternalAccount(services, signedIn, input);
    return reply(c, row, { authorization });
  });
  app.get(`${path}/:id`, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    return reply(c, await requireExternalAccount(services, signedIn, c.req.param('id')));
  });
  app.patch(`${path}/:id/reauthorize`, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const { params } = c.get('context');
    const id = c.req.param('id');
    const input = { id, scopes: params.list('additional_scope'), ...parseAuthorizationInput(params) };
    const { row, authorization } = await reauthorizeExternalAccount(services, signedIn, input);
    return reply(c, row, { authorization });
  });
  // The server keeps no tokens of a provider, so there are none to revoke.
  app.delete(`${path}/:id/tokens`, limit, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    return reply(c, await requireExternalAccount(services, signedIn, c.req.param('id')));
  });
  app.delete(`${path}/:id`, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const id = c.req.param('id');
    await removeExternalAccount(services, signedIn, id);
    const deleted: DeletedJSON = { object: 'external_account', id, deleted: true };
    return respond(c, services, async () => deleted);
  });
}
