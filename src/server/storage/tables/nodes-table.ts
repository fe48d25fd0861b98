import type { Kysely } from 'kysely';
import type { NodeRow, Tables } from '../rows.ts';

export interface NodeOps {
  /** Records that the node runs; the other nodes consider it gone from `expires_at` on. */
  noteNode(row: NodeRow): Promise<void>;
  /** Lists the versions of the running nodes, without duplicates. */
  listNodeVersions(now: number): Promise<string[]>;
  deleteNode(id: string): Promise<void>;
  deleteExpiredNodes(now: number): Promise<void>;
}

export function nodesTable(db: Kysely<Tables>): NodeOps {
  return {
    async noteNode(row) {
      const { version, expires_at } = row;
      await db
        .insertInto('nodes')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ version, expires_at }))
        .execute();
    },
    async listNodeVersions(now) {
      const rows = await db.selectFrom('nodes').select('version').distinct().where('expires_at', '>', now).execute();
      return rows.map((row) => row.version);
    },
    async deleteNode(id) {
      await db.deleteFrom('nodes').where('id', '=', id).execute();
    },
    async deleteExpiredNodes(now) {
      await db.deleteFrom('nodes').where('expires_at', '<=', now).execute();
    },
  };
}
