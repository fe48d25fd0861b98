import { type Kysely, sql } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { waitAfterTry } from './users-table.ts';

type DecoyOps = Pick<StorageOps, 'reserveDecoyTry' | 'findDecoyTries'>;

/** Tries at identifiers that nobody has, in the steps of those at accounts. */
export function decoyTriesTable(db: Kysely<Tables>): DecoyOps {
  return {
    reserveDecoyTry: (id, now) =>
      db
        .insertInto('decoy_tries')
        .values({ id, failed_attempts: 1, retry_at: 0, updated_at: now })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({
              failed_attempts: sql`decoy_tries.failed_attempts + 1`,
              retry_at: waitAfterTry('decoy_tries', now),
              updated_at: now,
            })
            .where('decoy_tries.retry_at', '<=', now),
        )
        .returningAll()
        .executeTakeFirst(),
    findDecoyTries: (id) => db.selectFrom('decoy_tries').selectAll().where('id', '=', id).executeTakeFirst(),
  };
}
