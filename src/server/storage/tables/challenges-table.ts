import type { Kysely } from 'kysely';
import type { ChallengeRow, Tables } from '../rows.ts';

export interface ChallengeOps {
  /** Inserts a challenge and revokes older ones of the same kind, purpose and subject. */
  insertChallenge(row: ChallengeRow): Promise<void>;
  findChallenge(id: string): Promise<ChallengeRow | undefined>;
  findChallengeByToken(tokenHash: string): Promise<ChallengeRow | undefined>;
  /**
   * Consumes a challenge that is neither used, revoked nor expired. Exactly one of several parallel callers gets true.
   *
   * @param result the outcome as JSON, if it is known already
   */
  consumeChallenge(id: string, now: number, result?: string): Promise<boolean>;
  /** Stores the outcome of a challenge as JSON, whether or not it is consumed. */
  settleChallenge(id: string, result: string | null): Promise<void>;
  revokeChallenge(id: string, now: number): Promise<void>;
}

export function challengesTable(db: Kysely<Tables>): ChallengeOps {
  return {
    async insertChallenge(row) {
      await db
        .updateTable('challenges')
        .set({ revoked_at: row.created_at })
        .where('subject', '=', row.subject)
        .where('kind', '=', row.kind)
        .where('purpose', '=', row.purpose)
        .where('revoked_at', 'is', null)
        .execute();
      await db.insertInto('challenges').values(row).execute();
    },
    findChallenge: (id) => db.selectFrom('challenges').selectAll().where('id', '=', id).executeTakeFirst(),
    findChallengeByToken: (tokenHash) =>
      db.selectFrom('challenges').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst(),
    async consumeChallenge(id, now, result) {
      const consumed = await db
        .updateTable('challenges')
        .set({ consumed_at: now, ...(result === undefined ? {} : { result }) })
        .where('id', '=', id)
        .where('consumed_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('id')
        .execute();
      return consumed.length === 1;
    },
    async settleChallenge(id, result) {
      await db.updateTable('challenges').set({ result }).where('id', '=', id).execute();
    },
    async revokeChallenge(id, now) {
      const change = db.updateTable('challenges').set({ revoked_at: now }).where('id', '=', id);
      await change.where('revoked_at', 'is', null).execute();
    },
  };
}
