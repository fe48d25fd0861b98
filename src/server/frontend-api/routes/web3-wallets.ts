import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import {
  addWeb3Wallet,
  attemptWeb3Wallet,
  prepareWeb3Wallet,
  removeWeb3Wallet,
  requireWeb3Wallet,
} from '../../account/web3-wallet.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { type BrowserContext, withSession } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import type { Web3WalletRow } from '../../storage/rows.ts';
import { parseSignature } from '../parse-factor-input.ts';
import { respond, respondDeleted } from '../respond.ts';

/** Wallets of the signed-in user. */
export function web3WalletRoutes(app: Hono<AppEnv>, services: Services): void {
  const authenticated = withSession(services);
  const path = '/v1/me/web3_wallets';
  const limit = limitRate(services, 'attempt');
  const reply = (c: BrowserContext, row: Web3WalletRow): Promise<Response> =>
    respond(c, services, (view) => view.web3Wallet(row));

  app.get(path, authenticated, async (c) => {
    const { user } = c.get('signedIn');
    const rows = await services.storage.listWeb3Wallets([user.id]);
    return respond(c, services, (view) => Promise.all(rows.map((row) => view.web3Wallet(row))));
  });
  app.post(path, authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    const { params } = c.get('context');
    const typed = params.required('web3_wallet', 64);
    return reply(c, await addWeb3Wallet(services, signedIn, { typed, name: params.name('wallet_name', 64) }));
  });
  app.post(`${path}/:id/prepare_verification`, authenticated, async (c) => {
    const signedIn = c.get('signedIn');
    const input = { id: c.req.param('id'), strategy: c.get('context').params.required('strategy', 64) };
    return reply(c, await prepareWeb3Wallet(services, signedIn, input));
  });
  app.post(`${path}/:id/attempt_verification`, authenticated, limit, async (c) => {
    const signedIn = c.get('signedIn');
    const { params } = c.get('context');
    const strategy = params.has('strategy') ? params.required('strategy', 64) : undefined;
    const input = { id: c.req.param('id'), strategy, signature: parseSignature(params) };
    return reply(c, await attemptWeb3Wallet(services, signedIn, input));
  });
  app.get(`${path}/:id`, authenticated, async (c) =>
    reply(c, await requireWeb3Wallet(services, c.get('signedIn'), c.req.param('id'))),
  );
  app.delete(`${path}/:id`, authenticated, async (c) => {
    const id = c.req.param('id');
    await removeWeb3Wallet(services, c.get('signedIn'), id);
    return respondDeleted(c, services, 'web3_wallet', id);
  });
}
