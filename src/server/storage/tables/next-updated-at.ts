import { type RawBuilder, sql } from 'kysely';

/** SQL value: `now`, or one more than the old `updated_at` if the clock did not advance, so that it always grows. */
export function nextUpdatedAt(now: number): RawBuilder<number> {
  return sql<number>`case when updated_at >= ${now} then updated_at + 1 else cast(${now} as bigint) end`;
}
