import type { Kysely } from 'kysely';
import type { NodeRow, Tables } from '../rows.ts';

export interface NodeOps {
  /** Notes that the node is running until `expires_at`. */
  noteNode(row: NodeRow): Promise<void>;
  /** Lists the versions of the nodes that are running, each once. */
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
