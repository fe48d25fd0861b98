import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import {
  addWeb3Wallet,
  attemptWeb3Wallet,
  prepareWeb3Wallet,
  removeWeb3Wallet,
  requireWeb3Wallet,
} from '../../account/web3-wallet.ts';
import { limitRate } from '../../http/middleware/limit-rate.ts';
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import type { Web3WalletRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

/** Wallets of the signed-in user. */
export function web3WalletRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/me/web3_wallets';
  const limit = limitRate(services, 'attempt');
  const reply = (c: AppContext, row: Web3WalletRow): Promise<Response> =>
    answer(c, services, (view) => view.web3Wallet(row));

  app.get(path, async (c) => {
    const { user } = await requireSession(services, c.get('context'));
    const rows = await services.storage.listWeb3Wallets([user.id]);
    return answer(c, services, (view) => Promise.all(rows.map((row) => view.web3Wallet(row))));
  });
  app.post(path, limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const typed = context.params.required('web3_wallet', 64);
    return reply(c, await addWeb3Wallet(services, context, signedIn, typed));
  });
  app.post(`${path}/:id/prepare_verification`, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const input = { id: c.req.param('id'), strategy: context.params.required('strategy', 64) };
    return reply(c, await prepareWeb3Wallet(services, context, signedIn, input));
  });
  app.post(`${path}/:id/attempt_verification`, limit, async (c) => {
    const context = c.get('context');
    const signedIn = await requireSession(services, context);
    const { params } = context;
    const strategy = params.has('strategy') ? params.required('strategy', 64) : undefined;
    return reply(c, await attemptWeb3Wallet(services, context, signedIn, { id: c.req.param('id'), strategy }));
  });
  app.get(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await requireWeb3Wallet(services, signedIn, c.req.param('id')));
  });
  app.delete(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    const id = c.req.param('id');
    await removeWeb3Wallet(services, c.get('context'), signedIn, id);
    const deleted: DeletedJSON = { object: 'web3_wallet', id, deleted: true };
    return answer(c, services, async () => deleted);
  });
}
