import type { DeletedJSON } from '../../../protocol/json/client.ts';
import { banUser, banUsers, editMetadata, editUser, lockAccount } from '../../account/administer-user.ts';
import { createUser } from '../../account/create-user.ts';
import { removeUser } from '../../account/delete-user.ts';
import { ApiError } from '../../http/errors.ts';
import { isId } from '../../ids.ts';
import type { Services } from '../../services.ts';
import type { AddRoute } from '../backend-api.ts';
import type { BackendCall, BackendContext } from '../backend-context.ts';
import { BackendUserView } from '../backend-user-view.ts';
import { idOf } from '../id-of.ts';
import type { JsonBody } from '../json-body.ts';
import type { BackendRoute } from '../scopes.ts';
import { readMetadataAlone, readNewUser, readUserEdit } from '../read-user-fields.ts';

/** Users that one call bans. */
const MAX_USERS_AT_ONCE = 100;

/** One user, and bans of several. */
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
  for (const [route, banned] of [
    ['POST /v1/users/ban', true],
    ['POST /v1/users/unban', false],
  ] as const) {
    add(route, async (c, context) => {
      const ids = readUserIds(context.body);
      await banUsers(services, context, ids, banned);
      const rows = await services.storage.findUsers(ids);
      const inOrder = ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
      return c.json(await new BackendUserView(services, context.now).backendUsers(inOrder));
    });
  }
}

/** Reads `user_ids`, each once. */
function readUserIds(body: JsonBody): string[] {
  body.refuseOthers(['user_ids']);
  const ids = body.texts('user_ids', MAX_USERS_AT_ONCE);
  if (ids === undefined) throw new ApiError('form_param_missing', { param: 'user_ids' });
  if (!ids.every(isId)) throw new ApiError('resource_not_found');
  return [...new Set(ids)];
}
