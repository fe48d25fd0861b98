import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import { findClientOfToken } from '../../sessions/find-client.ts';
import type { ClientRow } from '../../storage/rows.ts';
import { answerList } from '../answer-list.ts';
import type { AddRoute } from '../backend-api.ts';
import { idOf } from '../id-of.ts';
import { presentBackendClient } from '../presenters/present-client.ts';
import { Query } from '../query.ts';

/** Characters of the longest token. A browser sends no longer cookie. */
const MAX_TOKEN = 4_096;
/** Sessions that one answer shows. */
const MAX_SESSIONS = 10_000;

/** Browsers and apps, with their sessions. */
export function clientRoutes(add: AddRoute, services: Services): void {
  const { storage } = services;

  add('GET /v1/clients', async (c, { query: params, now }) => {
    const data = await present(await storage.listClients(new Query(params, ['limit', 'offset']).page()), now);
    return answerList(c, data, () => storage.countClients());
  });

  add('GET /v1/clients/:id', async (c, { now }) => {
    const client = await storage.findClient(idOf(c));
    if (!client) throw new ApiError('resource_not_found');
    return c.json((await present([client], now))[0]);
  });

  add('POST /v1/clients/verify', async (c, { body, now }) => {
    body.refuseOthers(['token']);
    const client = await findClientOfToken(services, body.required('token', MAX_TOKEN), now);
    if (!client) throw new ApiError('resource_not_found', { longMessage: 'No client has this token.' });
    return c.json((await present([client], now))[0]);
  });

  async function present(clients: readonly ClientRow[], now: number) {
    const clientIds = clients.map(({ id }) => id);
    const sessions = await storage.listSessions({ clientIds }, { limit: MAX_SESSIONS, offset: 0 });
    return clients.map((client) => {
      const own = sessions.filter(({ client_id: id }) => id === client.id);
      return presentBackendClient(client, own, now);
    });
  }
}
