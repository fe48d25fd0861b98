import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';

type ChallengeOps = Pick<
  StorageOps,
  | 'insertChallenge'
  | 'findChallenge'
  | 'findChallengeByToken'
  | 'consumeChallenge'
  | 'settleChallenge'
  | 'revokeChallenge'
>;

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
      const taken = await db
        .updateTable('challenges')
        .set({ consumed_at: now, ...(result === undefined ? {} : { result }) })
        .where('id', '=', id)
        .where('consumed_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('id')
        .execute();
      return taken.length === 1;
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
