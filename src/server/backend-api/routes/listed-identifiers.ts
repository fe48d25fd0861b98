import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { Services } from '../../services.ts';
import type { ListedIdentifierRow } from '../../storage/rows.ts';
import { answerList } from '../answer-list.ts';
import type { AddRoute } from '../backend-api.ts';
import { idOf } from '../id-of.ts';
import { instanceIdOf } from '../instance-id.ts';
import { addListedIdentifier, listIdentifiers, removeListedIdentifier } from '../listed-identifiers.ts';
import { Query } from '../query.ts';

/** The longest email address is shorter. */
const MAX_IDENTIFIER = 320;

/** The allow-list and the block-list. */
export function listedIdentifierRoutes(add: AddRoute, services: Services): void {
  const instance = instanceIdOf(services.config);

  add('GET /v1/allowlist_identifiers', async (c, { query: params }) => {
    const { rows, total } = await listIdentifiers(services, 'allow', new Query(params, ['limit', 'offset']).page());
    const data = rows.map((row) => present(row, instance));
    return answerList(c, data, () => total);
  });

  add('POST /v1/allowlist_identifiers', async (c, context) => {
    const { body } = context;
    body.refuseOthers(['identifier', 'notify']);
    const input = { identifier: body.required('identifier', MAX_IDENTIFIER), notify: body.boolean('notify') };
    return c.json(present(await addListedIdentifier(services, context, 'allow', input), instance));
  });

  add('GET /v1/blocklist_identifiers', async (c, { query: params }) => {
    const { rows, total } = await listIdentifiers(services, 'block', new Query(params, ['limit', 'offset']).page());
    return c.json({ data: rows.map((row) => present(row, instance)), total_count: total });
  });

  add('POST /v1/blocklist_identifiers', async (c, context) => {
    context.body.refuseOthers(['identifier']);
    const input = { identifier: context.body.required('identifier', MAX_IDENTIFIER) };
    return c.json(present(await addListedIdentifier(services, context, 'block', input), instance));
  });

  for (const [route, list] of [
    ['DELETE /v1/allowlist_identifiers/:id', 'allow'],
    ['DELETE /v1/blocklist_identifiers/:id', 'block'],
  ] as const) {
    add(route, async (c, context) => {
      context.body.refuseOthers([]);
      const id = idOf(c);
      await removeListedIdentifier(services, context, list, id);
      return c.json({ object: `${list}list_identifier`, id, deleted: true } satisfies DeletedJSON);
    });
  }
}

/** An entry as the application's server sees it. Times are 0 for an entry of the settings. */
function present(row: ListedIdentifierRow, instance: string) {
  const { id, list, kind, identifier, invitation_id, created_at, updated_at } = row;
  return {
    object: `${list}list_identifier`,
    id,
    ...(invitation_id === null ? {} : { invitation_id }),
    identifier,
    identifier_type: kind,
    instance_id: instance,
    created_at,
    updated_at,
  };
}
