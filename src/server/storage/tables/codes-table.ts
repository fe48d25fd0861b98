import { type Kysely, sql } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';

type CodeOps = Pick<
  StorageOps,
  'insertCode' | 'findCode' | 'countCodeTry' | 'consumeCode' | 'revokeCodes' | 'findReplacedCodes'
>;

/** Older ones are not told from codes that never were. */
const REPLACED = 10;

export function codesTable(db: Kysely<Tables>): CodeOps {
  const revokeCodes: CodeOps['revokeCodes'] = async (purpose, subject, now) => {
    await db
      .updateTable('codes')
      .set({ revoked_at: now })
      .where('purpose', '=', purpose)
      .where('subject', '=', subject)
      .where('revoked_at', 'is', null)
      .execute();
  };
  return {
    revokeCodes,
    async insertCode(row) {
      await revokeCodes(row.purpose, row.subject, row.created_at);
      await db.insertInto('codes').values(row).execute();
    },
    findReplacedCodes: (purpose, subject, now) =>
      db
        .selectFrom('codes')
        .selectAll()
        .where('subject', '=', subject)
        .where('purpose', '=', purpose)
        .where('revoked_at', 'is not', null)
        .where('expires_at', '>', now)
        .orderBy('created_at', 'desc')
        .limit(REPLACED)
        .execute(),
    findCode: (id) => db.selectFrom('codes').selectAll().where('id', '=', id).executeTakeFirst(),
    countCodeTry: (id) =>
      db.updateTable('codes').set({ tries: sql`tries + 1` }).where('id', '=', id).returningAll().executeTakeFirst(),
    async consumeCode(id, now) {
      const taken = await db
        .updateTable('codes')
        .set({ consumed_at: now })
        .where('id', '=', id)
        .where('consumed_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('id')
        .execute();
      return taken.length === 1;
    },
  };
}
