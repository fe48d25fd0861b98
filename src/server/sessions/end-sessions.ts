import { type OwnerNotice, recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { recordSecurityEvent } from '../http/security-events.ts';
import type { Services } from '../services.ts';
import type { SessionRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { Actor } from '../http/request-context.ts';
import type { Browser } from './browser.ts';
import { statusOf } from './session-status.ts';

/** How a session was ended: by its user, by signing its browser out, or from another browser of the user. */
type EndStatus = 'ended' | 'removed' | 'revoked';

/**
 * Says what the owner is told of a session that was ended, as part of the transaction; undefined = nothing. It is not
 * asked about a session that was over already.
 */
type NoticeOf = (tx: StorageOps) => Promise<OwnerNotice | undefined>;

/**
 * Ends sessions of one or more clients in one transaction. The server refuses their next refresh.
 *
 * @param noticeOf default: the owner is told nothing
 */
export async function endSessions(
  { storage, logger }: Pick<Services, 'storage' | 'logger'>,
  actor: Pick<Actor, 'ip' | 'now'>,
  sessions: readonly Pick<SessionRow, 'id' | 'client_id' | 'user_id'>[],
  status: EndStatus,
  noticeOf?: NoticeOf,
): Promise<void> {
  await storage.transaction((tx) => endSessionsIn(tx, actor, sessions, status, noticeOf));
  for (const { id, user_id } of sessions) {
    const details = { userId: user_id, sessionId: id, reason: status };
    recordSecurityEvent({ logger }, actor, 'authn_token_revoked', details);
  }
}

/** Ends a session for an administrator. One that ran out is over already: nothing changes for its client. */
export async function revokeSession(
  services: Pick<Services, 'storage' | 'logger'>,
  actor: Pick<Actor, 'ip' | 'now'>,
  session: SessionRow,
): Promise<void> {
  if (statusOf(session, actor.now) === 'active') await endSessions(services, actor, [session], 'revoked');
}

/**
 * Signs a browser out of all its sessions. A browser without a client is signed out already, so that is no error.
 *
 * @throws {ApiError} `client_state_invalid` when the cookie was replaced while the request was in flight: the client
 *   may have new sessions, of which this browser does not know
 */
export async function signOut(services: Pick<Services, 'storage' | 'logger'>, browser: Browser): Promise<void> {
  const { client, superseded, now } = browser;
  if (superseded) throw new ApiError('client_state_invalid');
  if (!client) return;
  const live = await services.storage.listClientSessions(client.id, now);
  await endSessions(services, browser, live, 'removed');
  if (live.length === 0) await services.storage.updateClient(client.id, {}, now);
}

/**
 * Ends every session of a user except one, as part of a transaction.
 *
 * @param keptId id of the session that stays; null = none stays
 */
export async function endOtherSessions(
  tx: StorageOps,
  actor: Pick<Actor, 'ip' | 'now'>,
  userId: string,
  keptId: string | null,
): Promise<void> {
  for (;;) {
    // The list is limited in length, so there may be more.
    const others = (await tx.listUserSessions(userId, actor.now)).filter(({ id }) => id !== keptId);
    if (others.length === 0) return;
    await endSessionsIn(tx, actor, others, 'revoked');
  }
}

async function endSessionsIn(
  tx: StorageOps,
  actor: Pick<Actor, 'ip' | 'now'>,
  sessions: readonly Pick<SessionRow, 'id' | 'client_id'>[],
  status: EndStatus,
  noticeOf?: NoticeOf,
): Promise<void> {
  const { now } = actor;
  const ended = await tx.endSessions(
    sessions.map(({ id }) => id),
    status,
    now,
  );
  const ids = ended.map(({ id }) => id);
  for (const { id, user_id: userId } of ended) {
    await recordEvent(tx, actor, { type: `session.${status}`, userId, id, notice: await noticeOf?.(tx) });
  }
  // Nothing has changed for a client whose session was over already, and another user may be signed in there.
  const clientIds = sessions.filter(({ id }) => ids.includes(id)).map((session) => session.client_id);
  for (const clientId of new Set(clientIds)) {
    const client = await tx.findClient(clientId);
    if (!client) continue;
    const isActive = client.last_active_session_id !== null && ids.includes(client.last_active_session_id);
    const patch = { uat: Math.floor(now / 1000), ...(isActive ? { last_active_session_id: null } : {}) };
    await tx.updateClient(clientId, patch, now);
  }
}
