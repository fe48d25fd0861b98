import type { CompiledQuery, Kysely } from 'kysely';
import type { RefreshRow, Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

type SessionOps = Pick<
  StorageOps,
  | 'insertSession'
  | 'findSession'
  | 'findSessionForRefresh'
  | 'listClientSessions'
  | 'listUserSessions'
  | 'touchSession'
  | 'verifySession'
  | 'endSessions'
>;

export function sessionsTable(db: Kysely<Tables>): SessionOps {
  // Building and compiling the query costs more than running it, and nothing runs as often.
  const refresh = db
    .selectFrom('sessions')
    .innerJoin('clients', 'clients.id', 'sessions.client_id')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.user_id',
      'sessions.status',
      'sessions.expire_at',
      'sessions.abandon_at',
      'sessions.last_active_at',
      'sessions.first_factor_at',
      'sessions.second_factor_at',
      'clients.updated_at as client_updated_at',
      'users.banned as user_banned',
    ])
    .where('clients.token_hash', '=', '')
    .where('sessions.id', '=', '')
    .where('clients.cookie_expires_at', '>', 0);
  let compiled: CompiledQuery<RefreshRow> | undefined;

  return {
    async insertSession(row) {
      await db.insertInto('sessions').values(row).execute();
    },
    findSession: (id) => db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst(),
    async findSessionForRefresh(tokenHash, sessionId, now) {
      compiled ??= refresh.compile();
      const { rows } = await db.executeQuery<RefreshRow>({ ...compiled, parameters: [tokenHash, sessionId, now] });
      return rows[0];
    },
    listClientSessions: (clientId, now) =>
      db
        .selectFrom('sessions')
        .selectAll()
        .where('client_id', '=', clientId)
        .where('status', '=', 'active')
        .where('expire_at', '>', now)
        .where('abandon_at', '>', now)
        .orderBy('created_at')
        .orderBy('id')
        .execute(),
    listUserSessions: (userId, now, all = false) =>
      db
        .selectFrom('sessions')
        .selectAll()
        .where('user_id', '=', userId)
        .$if(!all, (query) =>
          query.where('status', '=', 'active').where('expire_at', '>', now).where('abandon_at', '>', now),
        )
        .orderBy('last_active_at', 'desc')
        .orderBy('id')
        .limit(100)
        .execute(),
    touchSession: (id, abandonAt, now, visible) =>
      db
        .updateTable('sessions')
        .set({ last_active_at: now, abandon_at: abandonAt, ...(visible ? { updated_at: nextUpdatedAt(now) } : {}) })
        .where('id', '=', id)
        .where('status', '=', 'active')
        .returningAll()
        .executeTakeFirst(),
    verifySession: (id, patch, now) =>
      db
        .updateTable('sessions')
        .set({ ...patch, updated_at: nextUpdatedAt(now) })
        .where('id', '=', id)
        .where('status', '=', 'active')
        .returningAll()
        .executeTakeFirst(),
    async endSessions(ids, status, now) {
      if (ids.length === 0) return 0;
      const ended = await db
        .updateTable('sessions')
        .set({ status, updated_at: nextUpdatedAt(now) })
        .where('id', 'in', ids)
        .where('status', '=', 'active')
        .returning('id')
        .execute();
      return ended.length;
    },
  };
}
