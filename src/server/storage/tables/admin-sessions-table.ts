import type { Kysely } from 'kysely';
import type { AdminLinkRow, AdminSessionRow, Tables } from '../rows.ts';

/** The most rows that `listAdminSessions` returns. */
const LISTED = 100;

/** Sessions of the admin page, and the links that start them. */
export interface AdminSessionOps {
  insertAdminSession(row: AdminSessionRow): Promise<void>;
  /**
   * Returns the session whose cookie has this hash, unless its secret key is revoked. It may have expired, and the
   * settings may name another key.
   */
  findAdminSession(tokenHash: string): Promise<AdminSessionRow | undefined>;
  /** Lists the sessions that have not expired and whose secret key is not revoked, newest first; at most 100. */
  listAdminSessions(now: number): Promise<AdminSessionRow[]>;
  /** Notes that a session is in use. */
  noteAdminSessionUse(id: string, now: number): Promise<void>;
  /** Deletes a session. @returns false when there is none */
  deleteAdminSession(id: string): Promise<boolean>;
  insertAdminLink(row: AdminLinkRow): Promise<void>;
  /** Consumes the link that has not expired. @returns whether this call did */
  consumeAdminLink(tokenHash: string, now: number): Promise<boolean>;
}

export function adminSessionsTable(db: Kysely<Tables>): AdminSessionOps {
  const live = () =>
    db
      .selectFrom('admin_sessions')
      .selectAll('admin_sessions')
      .leftJoin('secret_keys', 'secret_keys.id', 'admin_sessions.key_id')
      .where('secret_keys.revoked_at', 'is', null);
  return {
    async insertAdminSession(row) {
      await db.insertInto('admin_sessions').values(row).execute();
    },
    findAdminSession: (tokenHash) => live().where('token_hash', '=', tokenHash).executeTakeFirst(),
    listAdminSessions: (now) =>
      live()
        .where('expires_at', '>', now)
        .orderBy('admin_sessions.created_at', 'desc')
        .orderBy('admin_sessions.id')
        .limit(LISTED)
        .execute(),
    async noteAdminSessionUse(id, now) {
      await db.updateTable('admin_sessions').set({ last_used_at: now }).where('id', '=', id).execute();
    },
    deleteAdminSession: async (id) =>
      (await db.deleteFrom('admin_sessions').where('id', '=', id).returning('id').execute()).length === 1,
    async insertAdminLink(row) {
      await db.insertInto('admin_links').values(row).execute();
    },
    async consumeAdminLink(tokenHash, now) {
      const link = db.deleteFrom('admin_links').where('token_hash', '=', tokenHash).where('expires_at', '>', now);
      return (await link.returning('token_hash').execute()).length === 1;
    },
  };
}
