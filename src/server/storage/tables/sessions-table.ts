import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import type { SessionStatus } from '../../../protocol/status.ts';
import type { RefreshRow, SessionActivity, SessionRow, Tables } from '../rows.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

/** Rows that {@link SessionOps.listUserSessions} returns at most. */
const LISTED = 100;

/** Statuses to which a session can be moved. None of them ever changes again. */
export type FinalSessionStatus = 'ended' | 'removed' | 'revoked' | 'expired' | 'abandoned' | 'replaced';

/** Which sessions a list holds: those that match every part that is given. */
export interface SessionFilter {
  clientId?: string | undefined;
  clientIds?: readonly string[] | undefined;
  userId?: string | undefined;
  /** The status at a moment, see `statusOf`. */
  status?: { is: SessionStatus; now: number } | undefined;
}

/** A session is live when it is active and neither expired nor abandoned. */
export interface SessionOps {
  insertSession(row: SessionRow): Promise<void>;
  findSession(id: string): Promise<SessionRow | undefined>;
  /** Returns what a token refresh needs, if the session belongs to the client whose cookie has this hash. One query. */
  findSessionForRefresh(tokenHash: string, sessionId: string, now: number): Promise<RefreshRow | undefined>;
  /** Lists the live sessions, oldest first. */
  listClientSessions(clientId: string, now: number): Promise<SessionRow[]>;
  /** Lists the live sessions, most recently active first, 100 at most. @param all default false; true lists all */
  listUserSessions(userId: string, now: number, all?: boolean): Promise<SessionRow[]>;
  /** Lists a page of sessions, newest first, live or over. */
  listSessions(filter: SessionFilter, page: { limit: number; offset: number }): Promise<SessionRow[]>;
  countSessions(filter: SessionFilter): Promise<number>;
  /**
   * Notes that an active session is in use.
   *
   * @param visible whether `updated_at` grows too, which clients see
   * @param activity where it is in use
   */
  touchSession(
    id: string,
    abandonAt: number,
    now: number,
    visible: boolean,
    activity: SessionActivity,
  ): Promise<SessionRow | undefined>;
  /** Notes when the user of an active session has proven factors again, in milliseconds. */
  verifySession(
    id: string,
    patch: Partial<Pick<SessionRow, 'first_factor_at' | 'second_factor_at'>>,
    now: number,
  ): Promise<SessionRow | undefined>;
  /** Ends the active sessions among `ids` and returns them. Of several parallel callers one gets each session. */
  endSessions(
    ids: readonly string[],
    status: FinalSessionStatus,
    now: number,
  ): Promise<Pick<SessionRow, 'id' | 'user_id'>[]>;
}

export function sessionsTable(db: Kysely<Tables>): SessionOps {
  // To build and compile this query costs more than to run it, and no other query runs as often: it is compiled once.
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
      'sessions.actor',
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
        .limit(LISTED)
        .execute(),
    listSessions: (filter, { limit, offset }) =>
      db
        .selectFrom('sessions')
        .selectAll()
        .where(matchSessions(filter))
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .offset(offset)
        .execute(),
    async countSessions(filter) {
      const counted = db
        .selectFrom('sessions')
        .select((eb) => eb.fn.countAll().as('total'))
        .where(matchSessions(filter));
      return Number((await counted.executeTakeFirstOrThrow()).total);
    },
    touchSession: (id, abandonAt, now, visible, activity) =>
      db
        .updateTable('sessions')
        .set({ ...activity, last_active_at: now, abandon_at: abandonAt })
        .$if(visible, (query) => query.set({ updated_at: nextUpdatedAt(now) }))
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
      if (ids.length === 0) return [];
      return db
        .updateTable('sessions')
        .set({ status, updated_at: nextUpdatedAt(now) })
        .where('id', 'in', ids)
        .where('status', '=', 'active')
        .returning(['id', 'user_id'])
        .execute();
    },
  };
}

/** The database does not record that a session ran out, see `statusOf`. */
function matchSessions({ clientId, clientIds, userId, status }: SessionFilter): RawBuilder<boolean> {
  const all: RawBuilder<unknown>[] = [sql`1 = 1`];
  if (clientId !== undefined) all.push(sql`client_id = ${clientId}`);
  if (clientIds) all.push(clientIds.length === 0 ? sql`1 = 0` : sql`client_id in (${sql.join(clientIds)})`);
  if (userId !== undefined) all.push(sql`user_id = ${userId}`);
  if (status) all.push(matchStatus(status));
  return sql`(${sql.join(all, sql` and `)})`;
}

function matchStatus({ is, now }: { is: SessionStatus; now: number }): RawBuilder<unknown> {
  if (is === 'active') return sql`status = 'active' and expire_at > ${now} and abandon_at > ${now}`;
  if (is === 'expired') return sql`(status = 'expired' or (status = 'active' and expire_at <= ${now}))`;
  if (is !== 'abandoned') return sql`status = ${is}`;
  return sql`(status = 'abandoned' or (status = 'active' and expire_at > ${now} and abandon_at <= ${now}))`;
}
