import type { Hono } from 'hono';
import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import {
  addWeb3Wallet,
  attemptWeb3Wallet,
  findWeb3Wallet,
  prepareWeb3Wallet,
  removeWeb3Wallet,
} from '../../account/web3-wallet.ts';
import type { Services } from '../../services.ts';
import { requireSession } from '../../sessions/require-session.ts';
import type { Web3WalletRow } from '../../storage/rows.ts';
import { answer } from '../respond.ts';

/** Wallets of the signed-in user. */
export function web3WalletRoutes(app: Hono<AppEnv>, services: Services): void {
  const path = '/v1/me/web3_wallets';
  const reply = (c: AppContext, row: Web3WalletRow): Promise<Response> =>
    answer(c, services, (view) => view.web3Wallet(row));

  app.get(path, async (c) => {
    const { user } = await requireSession(services, c.get('context'));
    const rows = await services.storage.listWeb3Wallets([user.id]);
    return answer(c, services, (view) => Promise.all(rows.map((row) => view.web3Wallet(row))));
  });
  app.post(path, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await addWeb3Wallet(services, c.get('context'), signedIn));
  });
  const steps = { prepare_verification: prepareWeb3Wallet, attempt_verification: attemptWeb3Wallet };
  for (const [name, step] of Object.entries(steps)) {
    app.post(`${path}/:id/${name}`, async (c) => {
      const signedIn = await requireSession(services, c.get('context'));
      return reply(c, await step(services, c.get('context'), signedIn, c.req.param('id')));
    });
  }
  app.get(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    return reply(c, await findWeb3Wallet(services, signedIn, c.req.param('id')));
  });
  app.delete(`${path}/:id`, async (c) => {
    const signedIn = await requireSession(services, c.get('context'));
    const id = c.req.param('id');
    await removeWeb3Wallet(services, c.get('context'), signedIn, id);
    const deleted: DeletedJSON = { object: 'web3_wallet', id, deleted: true };
    return answer(c, services, async () => deleted);
  });
}
