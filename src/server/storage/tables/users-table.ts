import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

type UserOps = Pick<
  StorageOps,
  | 'insertUser'
  | 'findUser'
  | 'findUsers'
  | 'findUserByUsername'
  | 'updateUser'
  | 'reserveTry'
  | 'returnTry'
  | 'clearTries'
>;

/** Wrong tries in a row after which each further paced one has to wait. */
const FREE_TRIES = 10;
/** Wrong tries in a row at which the account is locked (NIST SP 800-63B-4, 3.2.2 asks for at most 100). */
export const MAX_TRIES = 100;
/** Milliseconds the account then stays locked, each time. */
export const LOCK_MS = 3_600_000;
/** Milliseconds that wrong tries under an identifier are counted together. */
const COUNT_MS = 86_400_000;
const LONGEST_WAIT_MS = 900_000;
const DOUBLINGS = 9;

export function usersTable(db: Kysely<Tables>): UserOps {
  return {
    async insertUser(row) {
      await db.insertInto('users').values(row).execute();
    },
    findUser: (id) => db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst(),
    async findUsers(ids) {
      if (ids.length === 0) return [];
      return db.selectFrom('users').selectAll().where('id', 'in', ids).execute();
    },
    findUserByUsername: (usernameKey) =>
      db.selectFrom('users').selectAll().where('username_key', '=', usernameKey).executeTakeFirst(),
    updateUser: (id, patch, now) =>
      db
        .updateTable('users')
        .set({ ...patch, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst(),
    reserveTry: (userId, now, isPaced) =>
      db
        .updateTable('users')
        .set({ failed_attempts: countedTries('users', now), retry_at: waitAfterTry('users', now, isPaced) })
        .where('id', '=', userId)
        .where(mayTry('users', now, isPaced))
        .returningAll()
        .executeTakeFirst(),
    async returnTry(userId, retryAt) {
      await db.updateTable('users').set(withoutTry(retryAt)).where('id', '=', userId).execute();
    },
    async clearTries(userId) {
      await db.updateTable('users').set({ failed_attempts: 0, retry_at: 0 }).where('id', '=', userId).execute();
    },
  };
}

type TriesTable = 'users' | 'identifier_tries';

/** May there be a try now? One that is not paced waits for locks alone. */
export function mayTry(table: TriesTable, now: number, isPaced: boolean): RawBuilder<boolean> {
  const isOver = sql<boolean>`${sql.ref(`${table}.retry_at`)} <= cast(${now} as bigint)`;
  if (isPaced) return isOver;
  return sql<boolean>`(${isOver} or ${sql.ref(`${table}.failed_attempts`)} < ${sql.lit(MAX_TRIES)})`;
}

/**
 * Does the count start anew with this try? Once a lock is over it does: the next lock takes as many failures as this
 * one. That of an identifier does so a day after its first try, too.
 */
export function startsAnew(table: TriesTable, now: number): RawBuilder<boolean> {
  const tries = sql.ref<number>(`${table}.failed_attempts`);
  const isOver = sql`${sql.ref(`${table}.retry_at`)} <= cast(${now} as bigint)`;
  const isLocked = sql`${tries} >= ${sql.lit(MAX_TRIES)}`;
  if (table === 'users') return sql<boolean>`(${isLocked} and ${isOver})`;
  const isOld = sql`identifier_tries.updated_at <= cast(${now - COUNT_MS} as bigint)`;
  return sql<boolean>`((${isLocked} or ${tries} = 0 or ${isOld}) and ${isOver})`;
}

/** The count with one more try. */
export function countedTries(table: TriesTable, now: number): RawBuilder<number> {
  return sql<number>`case when ${startsAnew(table, now)} then 1 else ${sql.ref(`${table}.failed_attempts`)} + 1 end`;
}

/**
 * Until when the next try has to wait. After the 10th wrong one in a row 1 s, then 2, 4, … up to 15 minutes; after the
 * 100th an hour. One that is not paced leaves the wait as it is until it locks.
 */
export function waitAfterTry(table: TriesTable, now: number, isPaced: boolean): RawBuilder<number> {
  const at = sql`cast(${now} as bigint)`;
  const tries = sql`(${countedTries(table, now)})`;
  const lock = sql`when ${tries} >= ${sql.lit(MAX_TRIES)} then ${at} + ${sql.lit(LOCK_MS)}`;
  if (!isPaced) return sql<number>`case ${lock} else ${sql.ref(`${table}.retry_at`)} end`;
  return sql<number>`case
    when ${tries} < ${sql.lit(FREE_TRIES)} then 0
    ${lock}
    when ${tries} > ${sql.lit(FREE_TRIES + DOUBLINGS)} then ${at} + ${sql.lit(LONGEST_WAIT_MS)}
    else ${at} + (1000 << (${tries} - ${sql.lit(FREE_TRIES)})) end`;
}

/** The columns without a try that was no failure. @param retryAt the wait it brought about; null = none */
export function withoutTry(retryAt: number | null) {
  return {
    failed_attempts: sql<number>`case when failed_attempts > 0 then failed_attempts - 1 else 0 end`,
    ...(retryAt === null
      ? {}
      : { retry_at: sql<number>`case when retry_at = cast(${retryAt} as bigint) then 0 else retry_at end` }),
  };
}
