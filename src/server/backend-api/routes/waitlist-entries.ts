import type { DeletedJSON } from '../../../protocol/json/client.ts';
import type { Services } from '../../services.ts';
import type { WaitlistEntryRow } from '../../storage/rows.ts';
import { WAITLIST_ORDERS } from '../../storage/tables/waitlist-table.ts';
import type { AddRoute } from '../backend-api.ts';
import type { BackendCall, BackendContext } from '../backend-context.ts';
import { idOf } from '../id-of.ts';
import type { JsonBody } from '../json-body.ts';
import { presentWaitlistEntry, type WaitlistEntryJSON } from '../presenters/present-waitlist-entry.ts';
import { Query } from '../query.ts';
import {
  addToWaitlist,
  deleteFromWaitlist,
  inviteFromWaitlist,
  type NewWaitlistEntry,
  rejectFromWaitlist,
} from '../waitlist.ts';

const STATUSES = ['pending', 'invited', 'completed', 'rejected'] as const;
/** Entries of one call. */
const MAX_AT_ONCE = 50;

/** The people who wait for an invitation. */
export function waitlistEntryRoutes(add: AddRoute, services: Services): void {
  const { storage } = services;

  add('GET /v1/waitlist_entries', async (c, { query: params, now }) => {
    const query = new Query(params, ['status', 'query', 'order_by', 'limit', 'offset']);
    const filter = { status: query.oneOf('status', STATUSES), query: query.text('query') };
    const rows = await storage.listWaitlistEntries(filter, query.order(WAITLIST_ORDERS), query.page());
    return c.json({ data: await present(rows, now), total_count: await storage.countWaitlistEntries(filter) });
  });

  add('POST /v1/waitlist_entries', async (c, context) =>
    answer(c, context, (await addToWaitlist(services, context, [readEntry(context.body)]))[0] as WaitlistEntryRow),
  );

  add('POST /v1/waitlist_entries/bulk', async (c, context) => {
    const rows = await addToWaitlist(services, context, context.body.items(MAX_AT_ONCE).map(readEntry));
    return c.json(await present(rows, context.now));
  });

  add('POST /v1/waitlist_entries/:id/invite', async (c, context) => {
    context.body.refuseOthers(['ignore_existing']);
    const ignoreExisting = context.body.boolean('ignore_existing');
    return answer(c, context, await inviteFromWaitlist(services, context, idOf(c), ignoreExisting));
  });

  add('POST /v1/waitlist_entries/:id/reject', async (c, context) => {
    context.body.refuseOthers([]);
    return answer(c, context, await rejectFromWaitlist(services, context, idOf(c)));
  });

  add('DELETE /v1/waitlist_entries/:id', async (c, { body }) => {
    body.refuseOthers([]);
    const id = idOf(c);
    await deleteFromWaitlist(services, id);
    return c.json({ object: 'waitlist_entry', id, deleted: true } satisfies DeletedJSON);
  });

  async function answer(c: BackendCall, { now }: BackendContext, row: WaitlistEntryRow): Promise<Response> {
    return c.json((await present([row], now))[0] as WaitlistEntryJSON);
  }

  async function present(rows: readonly WaitlistEntryRow[], now: number): Promise<WaitlistEntryJSON[]> {
    const ids = rows.flatMap(({ invitation_id: id }) => (id === null ? [] : [id]));
    const invitations = new Map((await storage.findTickets(ids)).map((ticket) => [ticket.id, ticket]));
    return rows.map((row) => presentWaitlistEntry(row, invitations.get(row.invitation_id ?? ''), now));
  }
}

function readEntry(body: JsonBody): NewWaitlistEntry {
  body.refuseOthers(['email_address', 'notify']);
  return { emailAddress: body.required('email_address'), notify: body.boolean('notify') };
}
