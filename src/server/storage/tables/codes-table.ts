import { type Kysely, sql } from 'kysely';
import type { CodePurpose, CodeRow, Tables } from '../rows.ts';

/** Replaced codes that {@link CodeOps.findReplacedCodes} returns at most. Older ones count as wrong codes. */
const REPLACED = 10;

export interface CodeOps {
  /** Inserts a code and revokes older ones of the same purpose and subject. */
  insertCode(row: CodeRow): Promise<void>;
  findCode(id: string): Promise<CodeRow | undefined>;
  /** Counts a try before the server checks it, and returns the code with the try counted. */
  countCodeTry(id: string): Promise<CodeRow | undefined>;
  /** Consumes a code that is neither used, revoked nor expired. Exactly one of several parallel callers gets true. */
  consumeCode(id: string, now: number): Promise<boolean>;
  revokeCodes(purpose: CodePurpose, subject: string, now: number): Promise<void>;
  /** Lists codes that a newer one replaced and that have not expired, newest first, ten at most. */
  findReplacedCodes(purpose: CodePurpose, subject: string, now: number): Promise<CodeRow[]>;
}

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
