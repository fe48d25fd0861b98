import { type Kysely, sql } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { bump } from './bump.ts';

type UserOps = Pick<
  StorageOps,
  | 'insertUser'
  | 'findUser'
  | 'findUsers'
  | 'findUserByUsername'
  | 'updateUser'
  | 'reservePasswordTry'
  | 'returnPasswordTry'
  | 'clearPasswordTries'
>;

/** Wrong passwords in a row after which each further one has to wait. */
const FREE_TRIES = 10;
/** Wrong passwords in a row at which the account is locked (NIST SP 800-63B-4, 3.2.2 asks for at most 100). */
export const MAX_TRIES = 100;
/** Milliseconds the account then stays locked, each time. */
export const LOCK_MS = 3_600_000;
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
        .set({ ...patch, updated_at: bump(now) })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst(),
    reservePasswordTry: (userId, now) =>
      db
        .updateTable('users')
        .set({ failed_attempts: sql`failed_attempts + 1`, retry_at: waitAfterTry('users', now) })
        .where('id', '=', userId)
        .where('retry_at', '<=', now)
        .returningAll()
        .executeTakeFirst(),
    async returnPasswordTry(userId, retryAt) {
      await db
        .updateTable('users')
        .set({
          failed_attempts: sql`case when failed_attempts > 0 then failed_attempts - 1 else 0 end`,
          retry_at: sql`case when retry_at = cast(${retryAt} as bigint) then 0 else retry_at end`,
        })
        .where('id', '=', userId)
        .execute();
    },
    async clearPasswordTries(userId) {
      await db.updateTable('users').set({ failed_attempts: 0, retry_at: 0 }).where('id', '=', userId).execute();
    },
  };
}

/** After the 10th wrong password in a row 1 s, then 2, 4, … up to 15 minutes; from the 100th on an hour each. */
export function waitAfterTry(table: 'users' | 'decoy_tries', now: number) {
  const at = sql`cast(${now} as bigint)`;
  const tries = sql`(${sql.ref(`${table}.failed_attempts`)} + 1)`;
  return sql<number>`case
    when ${tries} < ${sql.lit(FREE_TRIES)} then 0
    when ${tries} >= ${sql.lit(MAX_TRIES)} then ${at} + ${sql.lit(LOCK_MS)}
    when ${tries} > ${sql.lit(FREE_TRIES + DOUBLINGS)} then ${at} + ${sql.lit(LONGEST_WAIT_MS)}
    else ${at} + (1000 << (${tries} - ${sql.lit(FREE_TRIES)})) end`;
}
