import { type RawBuilder, sql } from 'kysely';

/** A new `updated_at` that is `now`, or one more than the old one when the clock did not move (or moved back). */
export function nextUpdatedAt(now: number): RawBuilder<number> {
  return sql<number>`case when updated_at >= ${now} then updated_at + 1 else cast(${now} as bigint) end`;
}
