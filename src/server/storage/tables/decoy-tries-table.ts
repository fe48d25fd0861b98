import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { countedTries, mayTry, waitAfterTry, withoutTry } from './users-table.ts';

type DecoyOps = Pick<StorageOps, 'reserveDecoyTry' | 'returnDecoyTry' | 'findDecoyTries'>;

/** Tries at identifiers that nobody has, in the steps of those at accounts. */
export function decoyTriesTable(db: Kysely<Tables>): DecoyOps {
  return {
    reserveDecoyTry: (id, now, isPaced) =>
      db
        .insertInto('decoy_tries')
        .values({ id, failed_attempts: 1, retry_at: 0, updated_at: now })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({
              failed_attempts: countedTries('decoy_tries', now),
              retry_at: waitAfterTry('decoy_tries', now, isPaced),
              updated_at: now,
            })
            .where(mayTry('decoy_tries', now, isPaced)),
        )
        .returningAll()
        .executeTakeFirst(),
    async returnDecoyTry(id, retryAt) {
      await db.updateTable('decoy_tries').set(withoutTry(retryAt)).where('id', '=', id).execute();
    },
    findDecoyTries: (id) => db.selectFrom('decoy_tries').selectAll().where('id', '=', id).executeTakeFirst(),
  };
}
