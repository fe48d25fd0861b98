import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import {
  addExternalAccount,
  reauthorizeExternalAccount,
  removeExternalAccount,
  requireExternalAccount,
} from '../../account/external-account.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { type BrowserContext, withSession } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import type { ExternalAccountRow } from '../../storage/rows.ts';
import { parseAuthorizationInput } from '../parse-factor-input.ts';
import { type Outcome, respond, respondDeleted } from '../respond.ts';

/** Accounts at OAuth providers that the signed-in user has connected. */
export function externalAccountRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const path = '/v1/me/external_accounts';
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, row: ExternalAccountRow, outcome?: Outcome): Promise<Response> =>
    respond(c, services, (view) => view.externalAccount(row), outcome);

  app.post(path, authenticated, limit, async (c) => {
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
  app.get(`${path}/:id`, authenticated, async (c) =>
    reply(c, await requireExternalAccount(services, c.get('signedIn'), c.req.param('id'))),
  );
  app.patch(`${path}/:id/reauthorize`, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const { params } = c.get('context');
    const id = c.req.param('id');
    const input = { id, scopes: params.list('additional_scope'), ...parseAuthorizationInput(params) };
    const { row, authorization } = await reauthorizeExternalAccount(services, signedIn, input);
    return reply(c, row, { authorization });
  });
  // The server keeps no tokens of a provider, so there are none to revoke.
  app.delete(`${path}/:id/tokens`, authenticated, limit, async (c) =>
    reply(c, await requireExternalAccount(services, c.get('signedIn'), c.req.param('id'))),
  );
  app.delete(`${path}/:id`, authenticated, async (c) => {
    const id = c.req.param('id');
    await removeExternalAccount(services, c.get('signedIn'), id);
    return respondDeleted(c, services, 'external_account', id);
  });
}
