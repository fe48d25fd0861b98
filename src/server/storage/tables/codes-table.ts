import { type Kysely, sql } from 'kysely';
import type { CodePurpose, CodeRow, Tables } from '../rows.ts';

/** The most codes that `listReplacedCodes` returns. Older ones count as wrong codes. */
const MAX_REPLACED = 10;

/** One-time codes. A subject is the id of the attempt or address that a code belongs to. */
export interface CodeOps {
  /** Inserts a code and revokes older ones of the same purpose and subject. */
  insertCode(row: CodeRow): Promise<void>;
  findCode(id: string): Promise<CodeRow | undefined>;
  /** Counts a try, before the server checks the code. @returns the code with the new number of tries */
  countCodeTry(id: string): Promise<CodeRow | undefined>;
  /** Consumes a code that is neither consumed, revoked nor expired. Of several parallel calls, one returns true. */
  consumeCode(id: string, now: number): Promise<boolean>;
  /** Revokes the codes of a purpose and subject that are not revoked yet. */
  revokeCodes(purpose: CodePurpose, subject: string, now: number): Promise<void>;
  /** Lists the codes that a newer code replaced and that have not expired, newest first; at most ten. */
  listReplacedCodes(purpose: CodePurpose, subject: string, now: number): Promise<CodeRow[]>;
}

/** Creates the queries of the table `codes`. */
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
    listReplacedCodes: (purpose, subject, now) =>
      db
        .selectFrom('codes')
        .selectAll()
        .where('subject', '=', subject)
        .where('purpose', '=', purpose)
        .where('revoked_at', 'is not', null)
        .where('expires_at', '>', now)
        .orderBy('created_at', 'desc')
        .limit(MAX_REPLACED)
        .execute(),
    findCode: (id) => db.selectFrom('codes').selectAll().where('id', '=', id).executeTakeFirst(),
    countCodeTry: (id) =>
      db.updateTable('codes').set({ tries: sql`tries + 1` }).where('id', '=', id).returningAll().executeTakeFirst(),
    async consumeCode(id, now) {
      const consumed = await db
        .updateTable('codes')
        .set({ consumed_at: now })
        .where('id', '=', id)
        .where('consumed_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('id')
        .execute();
      return consumed.length === 1;
    },
  };
}
