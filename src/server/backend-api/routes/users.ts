import type { DeletedJSON } from '../../../protocol/json/client.ts';
import { banUser, editMetadata, editUser, lockAccount } from '../../account/administer-user.ts';
import { createUser } from '../../account/create-user.ts';
import { removeUser } from '../../account/delete-user.ts';
import { ApiError } from '../../http/errors.ts';
import { isId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { AddRoute } from '../backend-api.ts';
import type { BackendCall, BackendContext } from '../backend-context.ts';
import { BackendUserView } from '../backend-user-view.ts';
import type { BackendRoute } from '../scopes.ts';
import { readMetadataAlone, readNewUser, readUserEdit } from '../read-user-fields.ts';

/** One user. */
export function userRoutes(add: AddRoute, services: Services): void {
  const answer = async (c: BackendCall, id: string, now: number): Promise<Response> =>
    c.json(await new BackendUserView(services, now).backendUser(id));

  /** Adds a route that changes a user and answers the user. */
  const addChange = (route: BackendRoute, change: (context: BackendContext, id: string) => Promise<void>): void => {
    add(route, async (c, context) => {
      const id = idOf(c);
      await change(context, id);
      return answer(c, id, context.now);
    });
  };

  /** Adds a route whose path says all: its body has no fields. */
  const addSwitch: typeof addChange = (route, change) => {
    addChange(route, (context, id) => {
      context.body.refuseOthers([]);
      return change(context, id);
    });
  };

  add('POST /v1/users', async (c, context) => {
    const user = await createUser(services, context, readNewUser(context.body, context.now));
    return answer(c, user.id, context.now);
  });
  add('GET /v1/users/:id', (c, { now }) => answer(c, idOf(c), now));
  addChange('PATCH /v1/users/:id', (context, id) =>
    editUser(services, context, id, readUserEdit(context.body, services, context.now)),
  );
  add('DELETE /v1/users/:id', async (c, context) => {
    context.body.refuseOthers([]);
    const id = idOf(c);
    await removeUser(services, context, id);
    return c.json({ object: 'user', id, deleted: true } satisfies DeletedJSON);
  });
  for (const [method, how] of [
    ['PATCH', 'merge'],
    ['PUT', 'replace'],
  ] as const) {
    addChange(`${method} /v1/users/:id/metadata`, (context, id) =>
      editMetadata(services, context, id, readMetadataAlone(context.body), how),
    );
  }
  addSwitch('POST /v1/users/:id/ban', (context, id) => banUser(services, context, id, true));
  addSwitch('POST /v1/users/:id/unban', (context, id) => banUser(services, context, id, false));
  addSwitch('POST /v1/users/:id/lock', (context, id) => lockAccount(services, context, id, true));
  addSwitch('POST /v1/users/:id/unlock', (context, id) => lockAccount(services, context, id, false));
}

/** @throws {ApiError} 404 for a text that no id looks like */
function idOf(c: BackendCall): string {
  const id = c.req.param('id') ?? '';
  if (!isId(id)) throw new ApiError('resource_not_found');
  return id;
}
