import { type Kysely, sql } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';

type LimitOps = Pick<StorageOps, 'takeLimit' | 'peekLimit' | 'returnLimit'>;

export function limitsTable(db: Kysely<Tables>): LimitOps {
  const peekLimit: LimitOps['peekLimit'] = async (key, max, now) => {
    const row = await db.selectFrom('rate_limits').selectAll().where('key', '=', key).executeTakeFirst();
    if (!row || row.window_end <= now || row.hits < max) return { allowed: true, retryAfterMs: 0 };
    return { allowed: false, retryAfterMs: row.window_end - now };
  };
  return {
    peekLimit,
    async takeLimit(key, max, windowMs, now) {
      const isOver = sql<boolean>`rate_limits.window_end <= excluded.window_start`;
      const taken = await db
        .insertInto('rate_limits')
        .values({ key, window_start: now, window_end: now + windowMs, hits: 1 })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet({
              hits: sql`case when ${isOver} then 1 else rate_limits.hits + 1 end`,
              window_start: sql`case when ${isOver} then excluded.window_start else rate_limits.window_start end`,
              window_end: sql`case when ${isOver} then excluded.window_end else rate_limits.window_end end`,
            })
            .where(sql<boolean>`(${isOver} or rate_limits.hits < ${max})`),
        )
        .returning('hits')
        .executeTakeFirst();
      if (taken) return { allowed: true, retryAfterMs: 0 };
      const { retryAfterMs } = await peekLimit(key, max, now);
      return { allowed: false, retryAfterMs: Math.max(retryAfterMs, 1) };
    },
    async returnLimit(key) {
      await db
        .updateTable('rate_limits')
        .set({ hits: sql`hits - 1` })
        .where('key', '=', key)
        .where('hits', '>', 0)
        .execute();
    },
  };
}
