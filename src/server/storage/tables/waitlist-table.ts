import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables, WaitlistEntryRow } from '../rows.ts';
import type { ListOrder, ListPage } from './list-order.ts';
import { nextUpdatedAt } from './next-updated-at.ts';
import { has } from './user-filter.ts';

/** Which entries a list holds: those that match every part that is given. */
export interface WaitlistFilter {
  status?: WaitlistEntryRow['status'] | undefined;
  /** A part of the id or the email address, whatever its case. */
  query?: string | undefined;
}

/** What entries can be ordered by. */
export const WAITLIST_ORDERS = ['created_at', 'email_address', 'invited_at'] as const;

/** The people who wait for an invitation. */
export interface WaitlistOps {
  /** Inserts the entry unless the waitlist has the address, and returns the entry that is stored. */
  insertWaitlistEntryOnce(row: WaitlistEntryRow): Promise<WaitlistEntryRow>;
  findWaitlistEntry(id: string): Promise<WaitlistEntryRow | undefined>;
  /** Lists a page of the entries. Those without the value that they are ordered by come last. */
  listWaitlistEntries(
    filter: WaitlistFilter,
    order: ListOrder<(typeof WAITLIST_ORDERS)[number]>,
    page: ListPage,
  ): Promise<WaitlistEntryRow[]>;
  countWaitlistEntries(filter: WaitlistFilter): Promise<number>;
  /**
   * Changes an entry whose status is still one of `from`. Of several parallel calls, one gets the entry.
   *
   * @returns undefined when there is no such entry, or it has another status
   */
  updateWaitlistEntry(
    id: string,
    from: readonly WaitlistEntryRow['status'][],
    patch: Partial<Pick<WaitlistEntryRow, 'status' | 'invitation_id' | 'invited_at'>>,
    now: number,
  ): Promise<WaitlistEntryRow | undefined>;
  /** Completes the entries of these addresses, in their canonical form. @returns those that were not complete before */
  completeWaitlistEntries(emailKeys: readonly string[], now: number): Promise<WaitlistEntryRow[]>;
  /** Deletes an entry whose status is one of `from`. @returns false when there is none */
  deleteWaitlistEntry(id: string, from: readonly WaitlistEntryRow['status'][]): Promise<boolean>;
}

export function waitlistTable(db: Kysely<Tables>): WaitlistOps {
  return {
    async insertWaitlistEntryOnce(row) {
      await db
        .insertInto('waitlist_entries')
        .values(row)
        .onConflict((conflict) => conflict.column('email_key').doNothing())
        .execute();
      const stored = db.selectFrom('waitlist_entries').selectAll().where('email_key', '=', row.email_key);
      return stored.executeTakeFirstOrThrow();
    },
    findWaitlistEntry: (id) => db.selectFrom('waitlist_entries').selectAll().where('id', '=', id).executeTakeFirst(),
    listWaitlistEntries: (filter, { by, direction }, { limit, offset }) =>
      db
        .selectFrom('waitlist_entries')
        .selectAll()
        .where(matchEntries(filter))
        .$if(by === 'invited_at', (list) => list.orderBy(sql`case when invited_at is null then 1 else 0 end`))
        .orderBy(by === 'email_address' ? 'email_key' : by, direction)
        .orderBy('id', direction)
        .limit(limit)
        .offset(offset)
        .execute(),
    async countWaitlistEntries(filter) {
      const counted = db.selectFrom('waitlist_entries').select((eb) => eb.fn.countAll().as('total'));
      return Number((await counted.where(matchEntries(filter)).executeTakeFirstOrThrow()).total);
    },
    updateWaitlistEntry: (id, from, patch, now) =>
      db
        .updateTable('waitlist_entries')
        .set({ ...patch, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .where('status', 'in', from)
        .returningAll()
        .executeTakeFirst(),
    async completeWaitlistEntries(emailKeys, now) {
      if (emailKeys.length === 0) return [];
      return db
        .updateTable('waitlist_entries')
        .set({ status: 'completed', updated_at: nextUpdatedAt(now) })
        .where('email_key', 'in', emailKeys)
        .where('status', '<>', 'completed')
        .returningAll()
        .execute();
    },
    async deleteWaitlistEntry(id, from) {
      const gone = db.deleteFrom('waitlist_entries').where('id', '=', id).where('status', 'in', from);
      return (await gone.returning('id').execute()).length === 1;
    },
  };
}

function matchEntries({ status, query }: WaitlistFilter): RawBuilder<boolean> {
  const all: RawBuilder<unknown>[] = [sql`1 = 1`];
  if (status !== undefined) all.push(sql`status = ${status}`);
  if (query !== undefined) all.push(sql`(${has('email', query)} or ${has('id', query)})`);
  return sql`(${sql.join(all, sql` and `)})`;
}
