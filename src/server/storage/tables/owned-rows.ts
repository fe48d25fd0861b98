import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

/** Tables whose rows belong to a user: each row has an id, a user id and two times. */
type OwnedTable = 'email_addresses' | 'phone_numbers' | 'web3_wallets' | 'external_accounts' | 'passkeys';

/** Columns of a user's row that change after it was created. */
export type OwnedPatch<Row> = Partial<Omit<Row, 'id' | 'user_id' | 'created_at' | 'updated_at'>>;

interface OwnedRows<Row> {
  insert(row: Row): Promise<void>;
  /** Oldest first. */
  list(userIds: readonly string[]): Promise<Row[]>;
  find(userId: string, id: string): Promise<Row | undefined>;
  /** Finds a row whoever owns it. */
  findById(id: string): Promise<Row | undefined>;
  /** Writes the columns and makes `updated_at` strictly greater. */
  update(id: string, patch: OwnedPatch<Row>, now: number): Promise<Row | undefined>;
  /** Returns false when the user has no such row. */
  delete(userId: string, id: string): Promise<boolean>;
}

/** The queries that all tables of rows that belong to a user have in common. */
export function ownedRows<Name extends OwnedTable>(db: Kysely<Tables>, table: Name): OwnedRows<Tables[Name]> {
  type Row = Tables[Name];
  // The query builder needs one table's name. All of them have the columns used here.
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
    async findById(id) {
      return (await db.selectFrom(name).selectAll().where('id', '=', id).executeTakeFirst()) as Row | undefined;
    },
    async update(id, patch, now) {
      const change = db.updateTable(name).set({ ...(patch as object), updated_at: nextUpdatedAt(now) });
      return (await change.where('id', '=', id).returningAll().executeTakeFirst()) as Row | undefined;
    },
    async delete(userId, id) {
      const deleted = db.deleteFrom(name).where('id', '=', id).where('user_id', '=', userId).returning('id');
      return (await deleted.execute()).length === 1;
    },
  };
}
