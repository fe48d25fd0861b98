import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { OwnedPatch } from '../storage.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

/** Tables of what a user owns: each row has an id, a user and two times. */
type OwnedTable = 'email_addresses' | 'phone_numbers' | 'web3_wallets' | 'external_accounts' | 'passkeys';

export interface OwnedRows<Row> {
  insert(row: Row): Promise<void>;
  /** Oldest first. */
  list(userIds: readonly string[]): Promise<Row[]>;
  find(userId: string, id: string): Promise<Row | undefined>;
  update(id: string, patch: OwnedPatch<Row>, now: number): Promise<Row | undefined>;
  delete(userId: string, id: string): Promise<boolean>;
}

/** The operations that all tables of what users own have in common. */
export function ownedRows<Name extends OwnedTable>(db: Kysely<Tables>, table: Name): OwnedRows<Tables[Name]> {
  type Row = Tables[Name];
  // All these tables have the columns used here; the query builder wants to know one of them by name.
  const name = table as 'email_addresses';
  return {
    async insert(row) {
      await db
        .insertInto(name)
        .values(row as Tables['email_addresses'])
        .execute();
    },
    async list(userIds) {
      if (userIds.length === 0) return [];
      const rows = db.selectFrom(name).selectAll().where('user_id', 'in', userIds);
      return (await rows.orderBy('created_at').orderBy('id').execute()) as Row[];
    },
    async find(userId, id) {
      const rows = db.selectFrom(name).selectAll().where('id', '=', id).where('user_id', '=', userId);
      return (await rows.executeTakeFirst()) as Row | undefined;
    },
    async update(id, patch, now) {
      const change = db.updateTable(name).set({ ...(patch as object), updated_at: nextUpdatedAt(now) });
      return (await change.where('id', '=', id).returningAll().executeTakeFirst()) as Row | undefined;
    },
    async delete(userId, id) {
      const gone = db.deleteFrom(name).where('id', '=', id).where('user_id', '=', userId).returning('id');
      return (await gone.execute()).length === 1;
    },
  };
}
