import { type Kysely, sql } from 'kysely';
import type { IdentifierTriesRow, Tables } from '../rows.ts';
import {
  countedTries,
  isTryAllowed,
  type LockoutRules,
  startsAgain,
  waitAfterTry,
  withoutTry,
} from './failed-tries.ts';

export interface IdentifierTriesOps {
  /**
   * Does what `reserveTry` does for an account, for an identifier. Only time ends the count, because a sign-in of the
   * owner that ended it would reveal that an account exists: it starts again a day after its first try.
   */
  reserveIdentifierTry(
    id: string,
    now: number,
    delaysTries: boolean,
    rules: LockoutRules,
  ): Promise<IdentifierTriesRow | undefined>;
  /** Does what `returnTry` does for an account. */
  returnIdentifierTry(id: string, retryAt: number | null): Promise<void>;
  findIdentifierTries(id: string): Promise<IdentifierTriesRow | undefined>;
}

export function identifierTriesTable(db: Kysely<Tables>): IdentifierTriesOps {
  return {
    reserveIdentifierTry(id, now, delaysTries, rules) {
      const tries = { table: 'identifier_tries', now, delaysTries, rules } as const;
      return db
        .insertInto('identifier_tries')
        .values({ id, failed_attempts: 1, retry_at: 0, updated_at: now })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet({
              failed_attempts: countedTries(tries),
              retry_at: waitAfterTry(tries),
              updated_at: sql<number>`case when ${startsAgain(tries)}
                then cast(${now} as bigint) else identifier_tries.updated_at end`,
            })
            .where(isTryAllowed(tries)),
        )
        .returningAll()
        .executeTakeFirst();
    },
    async returnIdentifierTry(id, retryAt) {
      await db.updateTable('identifier_tries').set(withoutTry(retryAt)).where('id', '=', id).execute();
    },
    findIdentifierTries: (id) => db.selectFrom('identifier_tries').selectAll().where('id', '=', id).executeTakeFirst(),
  };
}
