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
        .insertInto('identifier_tries')
        .values({ id, failed_attempts: 1, retry_at: 0, updated_at: now })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({
              failed_attempts: countedTries('identifier_tries', now),
              retry_at: waitAfterTry('identifier_tries', now, isPaced),
              updated_at: sql<number>`case when ${startsAnew('identifier_tries', now)}
                then cast(${now} as bigint) else identifier_tries.updated_at end`,
            })
            .where(mayTry('identifier_tries', now, isPaced)),
        )
        .returningAll()
        .executeTakeFirst(),
    async returnIdentifierTry(id, retryAt) {
      await db.updateTable('identifier_tries').set(withoutTry(retryAt)).where('id', '=', id).execute();
    },
    findIdentifierTries: (id) => db.selectFrom('identifier_tries').selectAll().where('id', '=', id).executeTakeFirst(),
  };
}
