import { type Kysely, type RawBuilder, sql } from 'kysely';
import { DAY_MS } from '../clock.ts';
import type { Tables } from './rows.ts';

/** How long to keep ended sessions, and clients without a session. The list of devices and inquiries need them. */
const KEEP_MS = 30 * DAY_MS;
/** How long to keep an event that all consumers have handled. */
const KEEP_EVENTS_MS = 7 * DAY_MS;
/** How long to keep the entries of changes in the audit log: a year, as PCI DSS 4.0, requirement 10.5.1, asks for. */
const KEEP_AUDITED_MS = 366 * DAY_MS;
/** How long to keep the days on which users were active: the overview of the admin page shows twelve weeks. */
const KEEP_ACTIVE_MS = 92 * DAY_MS;
/** How long to keep a webhook that was delivered. One that was given up stays longer, so that it can be sent again. */
const KEEP_DELIVERED_MS = 7 * DAY_MS;
/** How many rows one statement reads. With SQLite, each statement blocks the process for a few milliseconds. */
export const SWEEP_BATCH = 500;

interface Sweep {
  table: keyof Tables & string;
  /** The column by which it is read, which has an index; default `id`. */
  key?: string;
  isStale: RawBuilder<unknown>;
}

/**
 * Deletes rows that no request needs any more. Several nodes can run it at the same time.
 *
 * It reads each table in the order of its key, a batch at a time, and lets requests run between two batches. A statement
 * takes the same time whatever the number of stale rows. Indexes on these times would do the same, but would make every
 * refresh of a session slower.
 *
 * @param isOver called before each batch. The sweep stops when it returns true
 */
export async function sweepTables(db: Kysely<Tables>, now: number, isOver: () => boolean = () => false): Promise<void> {
  for (const sweep of sweeps(now)) {
    let from: string | undefined;
    do {
      if (isOver()) return;
      from = await sweepSome(db, sweep, from);
      // Lets the requests that arrived in the meantime run.
      await new Promise((resolve) => setImmediate(resolve));
    } while (from !== undefined);
  }
}

function sweeps(now: number): readonly Sweep[] {
  const day = now - DAY_MS;
  const month = now - KEEP_MS;
  return [
    // Keep a window one period longer: part of its hits still counts in the next window.
    {
      table: 'rate_limits',
      key: 'key',
      isStale: sql`window_end <= ${now} and window_end * 2 <= window_start + cast(${now} as bigint)`,
    },
    {
      table: 'events',
      isStale: sql`created_at < ${now - KEEP_EVENTS_MS}
        and not exists (select 1 from event_queue where event_queue.event_id = events.id)`,
    },
    {
      table: 'audit_log',
      isStale: sql`(created_at < ${now - KEEP_AUDITED_MS} or (created_at < ${month} and not is_change))`,
    },
    {
      table: 'webhook_deliveries',
      isStale: sql`(status = 'delivered' and finished_at < ${now - KEEP_DELIVERED_MS}
        or status = 'dead' and finished_at < ${month})`,
    },
    {
      table: 'webhook_messages',
      isStale: sql`created_at < ${day} and not exists
        (select 1 from webhook_deliveries where webhook_deliveries.message_id = webhook_messages.id)`,
    },
    { table: 'active_periods', key: 'user_id', isStale: sql`day < ${Math.floor((now - KEEP_ACTIVE_MS) / DAY_MS)}` },
    { table: 'codes', isStale: sql`expires_at < ${day}` },
    { table: 'challenges', isStale: sql`expires_at < ${day}` },
    { table: 'admin_sessions', isStale: sql`expires_at < ${now}` },
    { table: 'admin_links', key: 'token_hash', isStale: sql`expires_at < ${now}` },
    { table: 'handshakes', isStale: sql`expires_at < ${now}` },
    { table: 'reverifications', isStale: sql`abandon_at < ${day}` },
    { table: 'tickets', isStale: sql`expires_at < ${month}` },
    { table: 'identifier_tries', isStale: sql`updated_at < ${month}` },
    { table: 'sign_ins', isStale: sql`abandon_at < ${day}` },
    { table: 'sign_ups', isStale: sql`abandon_at < ${day}` },
    // `abandon_at` is never later than `expire_at`. A session that the user or the server ended does not wait for it.
    { table: 'sessions', isStale: sql`(abandon_at < ${month} or (status <> 'active' and updated_at < ${month}))` },
    {
      table: 'clients',
      isStale: sql`updated_at < ${month} and not exists (select 1 from sessions where sessions.client_id = clients.id)`,
    },
  ];
}

/** Sweeps the batch after a key. @returns the key of its last row; undefined when no rows are left */
async function sweepSome(
  db: Kysely<Tables>,
  { table, key = 'id', isStale }: Sweep,
  from: string | undefined,
): Promise<string | undefined> {
  const name = sql.ref(key);
  const isBehind = from === undefined ? sql`1 = 1` : sql`${name} > ${from}`;
  const { rows } = await sql<{ key: string }>`
    select ${name} as key from ${sql.table(table)} where ${isBehind} order by ${name} limit ${SWEEP_BATCH}`.execute(db);
  const last = rows.at(-1)?.key;
  if (last === undefined) return undefined;
  await sql`delete from ${sql.table(table)} where ${isBehind} and ${name} <= ${last} and ${isStale}`.execute(db);
  return rows.length < SWEEP_BATCH ? undefined : last;
}
