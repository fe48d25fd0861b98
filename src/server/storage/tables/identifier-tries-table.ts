import { type Kysely, sql } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { countedTries, mayTry, startsAnew, waitAfterTry, withoutTry } from './users-table.ts';

type TriesOps = Pick<StorageOps, 'reserveIdentifierTry' | 'returnIdentifierTry' | 'findIdentifierTries'>;

/** Tries under identifiers, in the steps of those at accounts. */
export function identifierTriesTable(db: Kysely<Tables>): TriesOps {
  return {
    reserveIdentifierTry: (id, now, isPaced) =>
      db
        .insertInto('decoy_tries')
        .values({ id, failed_attempts: 1, retry_at: 0, updated_at: now })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({
              failed_attempts: countedTries('decoy_tries', now),
              retry_at: waitAfterTry('decoy_tries', now, isPaced),
              updated_at: sql<number>`case when ${startsAnew('decoy_tries', now)}
                then cast(${now} as bigint) else decoy_tries.updated_at end`,
            })
            .where(mayTry('decoy_tries', now, isPaced)),
        )
        .returningAll()
        .executeTakeFirst(),
    async returnIdentifierTry(id, retryAt) {
      await db.updateTable('decoy_tries').set(withoutTry(retryAt)).where('id', '=', id).execute();
    },
    findIdentifierTries: (id) => db.selectFrom('decoy_tries').selectAll().where('id', '=', id).executeTakeFirst(),
  };
}
