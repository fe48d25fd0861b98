import { type Kysely, sql } from 'kysely';
import type { Tables, UserRow } from '../rows.ts';
import { countedTries, isTryAllowed, type LockoutRules, waitAfterTry, withoutTry } from './failed-tries.ts';
import { nextUpdatedAt } from './next-updated-at.ts';
import { matchUsers, orderUsers, type UserFilter, type UserOrder, type UserPage } from './user-filter.ts';

/** Columns of a user that change after it was created. */
export type UserPatch = Partial<Omit<UserRow, 'id' | 'updated_at'>>;

export interface UserOps {
  /** @throws {UniqueViolation} `username` or `external_id` when another user has it */
  insertUser(row: UserRow): Promise<void>;
  findUser(id: string): Promise<UserRow | undefined>;
  findUsers(ids: readonly string[]): Promise<UserRow[]>;
  findUserByUsername(usernameKey: string): Promise<UserRow | undefined>;
  /** Lists a page of the users that a filter matches. Users without the value that they are ordered by come last. */
  listUsers(filter: UserFilter, order: UserOrder, page: UserPage): Promise<UserRow[]>;
  countUsers(filter: UserFilter): Promise<number>;
  /**
   * Writes the columns and makes `updated_at` strictly greater.
   *
   * @throws {UniqueViolation} `username` or `external_id` when another user has it
   */
  updateUser(id: string, patch: UserPatch, now: number): Promise<UserRow | undefined>;
  /**
   * Replaces the hash of a password by another one of the same password. Nothing happens when the user has another hash by
   * now: a new password that was set meanwhile stays.
   */
  renewPasswordHash(id: string, before: string, after: string, now: number): Promise<void>;
  /**
   * Returns the password hash of the first user from this id on; undefined when that user has none, or there is no such
   * user.
   */
  findPasswordHashFrom(id: string): Promise<string | undefined>;
  /**
   * Deletes a user with everything that the database holds about them: what they own, their sessions, attempts, codes,
   * tickets and events, and their place on the waitlist. Events that a consumer still has to handle stay until then.
   *
   * @returns false when there is no such user
   */
  deleteUser(id: string): Promise<boolean>;
  /**
   * Counts a try at a secret before the server checks it, so that parallel tries cannot exceed the limit. Once a lock
   * is over, the count starts again at one.
   *
   * @param delaysTries whether the try has to wait after several wrong ones, and makes the next one wait; otherwise it
   *   waits for a lock only
   * @returns the user with the try counted, or undefined when the try has to wait until `retry_at`
   */
  reserveTry(userId: string, now: number, delaysTries: boolean, rules: LockoutRules): Promise<UserRow | undefined>;
  /**
   * Takes a try that was no failure off the count.
   *
   * @param retryAt the value to which the reservation set `retry_at`, null when it did not; a wait that another try
   *   caused stays
   */
  returnTry(userId: string, retryAt: number | null): Promise<void>;
  /** Sets the count to zero after the user has proven who they are. */
  clearTries(userId: string): Promise<void>;
}

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
    listUsers: (filter, order, page) =>
      orderUsers(db.selectFrom('users').selectAll().where(matchUsers(filter)), order, page).execute(),
    async countUsers(filter) {
      const counted = db
        .selectFrom('users')
        .select((eb) => eb.fn.countAll().as('total'))
        .where(matchUsers(filter));
      return Number((await counted.executeTakeFirstOrThrow()).total);
    },
    updateUser: (id, patch, now) =>
      db
        .updateTable('users')
        .set({ ...patch, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst(),
    async renewPasswordHash(id, before, after, now) {
      await db
        .updateTable('users')
        .set({ password_hash: after, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .where('password_hash', '=', before)
        .execute();
    },
    async findPasswordHashFrom(id) {
      const next = db.selectFrom('users').select('password_hash').where('id', '>=', id).orderBy('id').limit(1);
      return (await next.executeTakeFirst())?.password_hash ?? undefined;
    },
    async deleteUser(id) {
      await deleteProofs(db, 'codes', id);
      await deleteProofs(db, 'challenges', id);
      await db.deleteFrom('sign_ins').where('user_id', '=', id).execute();
      await db.deleteFrom('sign_ups').where('created_user_id', '=', id).execute();
      await db.deleteFrom('tickets').where('user_id', '=', id).execute();
      const emails = db.selectFrom('email_addresses').select('email_key').where('user_id', '=', id);
      const proven = emails.where('verified', '=', true);
      await db.deleteFrom('waitlist_entries').where('email_key', 'in', proven).execute();
      const queued = db.selectFrom('event_queue').select('event_id').where('subject', '=', id);
      await db.deleteFrom('events').where('subject', '=', id).where('id', 'not in', queued).execute();
      const waiting = db.selectFrom('webhook_deliveries').select('message_id').where('status', '=', 'pending');
      const messages = db.deleteFrom('webhook_messages').where('subject', '=', id);
      await messages.where('id', 'not in', waiting.where('subject', '=', id)).execute();
      // All other tables refer to the user, and follow.
      return (await db.deleteFrom('users').where('id', '=', id).returning('id').execute()).length === 1;
    },
    reserveTry(userId, now, delaysTries, rules) {
      const tries = { table: 'users', now, delaysTries, rules } as const;
      return db
        .updateTable('users')
        .set({ failed_attempts: countedTries(tries), retry_at: waitAfterTry(tries) })
        .where('id', '=', userId)
        .where(isTryAllowed(tries))
        .returningAll()
        .executeTakeFirst();
    },
    async returnTry(userId, retryAt) {
      await db.updateTable('users').set(withoutTry(retryAt)).where('id', '=', userId).execute();
    },
    async clearTries(userId) {
      await db.updateTable('users').set({ failed_attempts: 0, retry_at: 0 }).where('id', '=', userId).execute();
    },
  };
}

/** Deletes the codes or challenges of what a user owns, and of the user's attempts. */
async function deleteProofs(db: Kysely<Tables>, table: 'codes' | 'challenges', userId: string): Promise<void> {
  const owned = ['email_addresses', 'phone_numbers', 'web3_wallets', 'external_accounts', 'passkeys', 'sign_ins'];
  const subjects = [
    ...owned.map((name) => sql`select id from ${sql.table(name)} where user_id = ${userId}`),
    sql`select id from sign_ups where created_user_id = ${userId}`,
    // A sign-up can have two codes, so that of its phone number has a subject of its own.
    sql`select id || ':phone' from sign_ups where created_user_id = ${userId}`,
    sql`select id from reverifications where session_id in (select id from sessions where user_id = ${userId})`,
  ];
  for (const subject of subjects) {
    await sql`delete from ${sql.table(table)} where subject in (${subject})`.execute(db);
  }
}
