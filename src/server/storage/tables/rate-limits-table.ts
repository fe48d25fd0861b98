import { type Kysely, sql } from 'kysely';
import type { RateLimitRow, Tables } from '../rows.ts';

/** Whether {@link RateLimitOps.hitRateLimit} allowed the hit. */
export interface LimitVerdict {
  allowed: boolean;
  /** Milliseconds until the next hit is allowed; 0 when this one was. */
  retryAfterMs: number;
}

/** Counts hits in a sliding window, as the hits of this window and a share of the hits of the previous one. */
export interface RateLimitOps {
  /**
   * Takes one of `max` hits per window. A window starts with its first hit. The hits of the previous window count in
   * proportion to the part of it that is less than one window old, so that no second burst follows the first. A refused
   * call takes nothing.
   */
  hitRateLimit(key: string, max: number, windowMs: number, now: number): Promise<LimitVerdict>;
  /** Gives one hit back, for an action that did not happen. */
  refundRateLimit(key: string): Promise<void>;
}

export function rateLimitsTable(db: Kysely<Tables>): RateLimitOps {
  return {
    async hitRateLimit(key, max, windowMs, now) {
      const width = sql`(rate_limits.window_end - rate_limits.window_start)`;
      const isThis = sql`excluded.window_start < rate_limits.window_end`;
      const isNext = sql`excluded.window_start < rate_limits.window_end + ${width}`;
      // Integer division rounds down. `left` is the part of the earlier window that still counts, never all of it.
      const left = sql`(rate_limits.window_end - excluded.window_start - 1)`;
      const used = sql<number>`case
        when ${isThis} then rate_limits.hits + rate_limits.previous_hits * ${left} / ${width}
        when ${isNext} then rate_limits.hits * (${left} + ${width}) / ${width}
        else 0 end`;
      const taken = await db
        .insertInto('rate_limits')
        .values({ key, window_start: now, window_end: now + windowMs, hits: 1, previous_hits: 0 })
        .onConflict((conflict) =>
          conflict
            .column('key')
            .doUpdateSet({
              hits: sql`case when ${isThis} then rate_limits.hits + 1 else 1 end`,
              previous_hits: sql`case when ${isThis} then rate_limits.previous_hits
                when ${isNext} then rate_limits.hits else 0 end`,
              window_start: sql`case when ${isThis} then rate_limits.window_start
                when ${isNext} then rate_limits.window_end else excluded.window_start end`,
              window_end: sql`case when ${isThis} then rate_limits.window_end
                when ${isNext} then rate_limits.window_end + ${width} else excluded.window_end end`,
            })
            .where(sql<boolean>`(${used}) < ${max}`),
        )
        .returning('hits')
        .executeTakeFirst();
      if (taken) return { allowed: true, retryAfterMs: 0 };
      const row = await db.selectFrom('rate_limits').selectAll().where('key', '=', key).executeTakeFirst();
      return { allowed: false, retryAfterMs: Math.max(row ? freeAt(row, max, now) - now : 0, 1) };
    },
    async refundRateLimit(key) {
      await db
        .updateTable('rate_limits')
        .set({ hits: sql`hits - 1` })
        .where('key', '=', key)
        .where('hits', '>', 0)
        .execute();
    },
  };
}

/** Returns when the next hit is allowed: the estimate of `hitRateLimit`, solved for the time. */
function freeAt({ window_start, window_end, hits, previous_hits }: RateLimitRow, max: number, now: number): number {
  const width = window_end - window_start;
  const isThis = now < window_end && hits < max;
  const [end, earlier, used] = isThis ? [window_end, previous_hits, hits] : [window_end + width, hits, 0];
  const at = earlier === 0 ? 0 : Math.floor(end - 1 - ((max - used) * width) / earlier) + 1;
  return Math.max(at, end - width);
}
