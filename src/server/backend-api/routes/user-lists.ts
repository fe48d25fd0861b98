import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { AddRoute } from '../backend-api.ts';
import { BackendUserView } from '../backend-user-view.ts';
import type { Query } from '../query.ts';
import { readUserFilter, readUserOrder, readUserQuery } from '../read-user-filter.ts';

/** Lists and counts of users. */
export function userListRoutes(add: AddRoute, services: Services): void {
  const { storage } = services;

  add('GET /v1/users', async (c, { query: params, now }) => {
    const query = readUserQuery(params);
    const order = readUserOrder(query);
    const { limit, offset } = query.page();
    const startingAfter = await findStart(query, order.by, offset);
    const rows = await storage.listUsers(readUserFilter(query), order, { limit, offset, startingAfter });
    return c.json(await new BackendUserView(services, now).backendUsers(rows));
  });

  add('GET /v1/users/count', async (c, { query }) => {
    const total = await storage.countUsers(readUserFilter(readUserQuery(query)));
    return c.json({ object: 'total_count', total_count: total });
  });

  async function findStart(query: Query, by: string, offset: number) {
    const id = query.text('starting_after');
    if (id === undefined) return undefined;
    const user = await storage.findUser(id);
    if (user && by === 'created_at' && offset === 0) return user;
    const longMessage = 'Give the id of a user, the order created_at and no offset.';
    throw new ApiError('form_param_value_invalid', { param: 'starting_after', longMessage });
  }
}
