import { type Kysely, type RawBuilder, sql } from 'kysely';
import { DAY_MS } from '../../clock.ts';
import type { Tables } from '../rows.ts';

/** How many there were in a period. Periods without any are left out. */
export interface PeriodCount {
  /** The first day of the period, in days since the epoch (UTC). */
  day: number;
  count: number;
}

/** A period begins at midnight UTC; a week on Monday. */
export type Period = 'day' | 'week';

/** How many users signed up and were active, for the overview of the admin page. */
export interface StatisticsOps {
  /** Notes that a user is active on this day and in its week. It does nothing when that is known. */
  noteActiveDay(userId: string, now: number): Promise<void>;
  /** Counts the users that were created since a day, oldest period first. */
  countSignUps(since: number, period: Period): Promise<PeriodCount[]>;
  /** Counts the users of the periods that began on a day or later, each once in a period, oldest period first. */
  countActiveUsers(since: number, period: Period): Promise<PeriodCount[]>;
}

/** Returns the day of a time, in days since the epoch (UTC). @param now milliseconds */
export function dayOf(now: number): number {
  return Math.floor(now / DAY_MS);
}

/** Returns the first day of the period that a day is in. Day 0 was a Thursday. */
export function startOf(day: number, period: Period): number {
  return period === 'day' ? day : Math.floor((day + 3) / 7) * 7 - 3;
}

export function statisticsTable(db: Kysely<Tables>): StatisticsOps {
  const started = (day: RawBuilder<number>, period: Period) =>
    period === 'day' ? day : sql<number>`(((${day}) + 3) / 7) * 7 - 3`;
  return {
    async noteActiveDay(userId, now) {
      const day = dayOf(now);
      // A user who is deleted at this moment has no row any more.
      const ofUser = (period: Period) =>
        sql`select id, ${sql.lit(period)}, cast(${startOf(day, period)} as bigint) from users where id = ${userId}`;
      await sql`insert into active_periods (user_id, period, day) ${ofUser('day')} union all ${ofUser('week')}
        on conflict do nothing`.execute(db);
    },
    async countSignUps(since, period) {
      const day = started(sql`created_at / ${sql.lit(DAY_MS)}`, period);
      const { rows } = await sql<PeriodCount>`select ${day} as day, count(*) as count from users
        where created_at >= ${since * DAY_MS} group by 1 order by 1`.execute(db);
      return rows.map(numbersOf);
    },
    async countActiveUsers(since, period) {
      const { rows } = await sql<PeriodCount>`select day, count(*) as count from active_periods
        where period = ${period} and day >= ${since} group by day order by day`.execute(db);
      return rows.map(numbersOf);
    },
  };
}

function numbersOf({ day, count }: PeriodCount): PeriodCount {
  return { day: Number(day), count: Number(count) };
}
