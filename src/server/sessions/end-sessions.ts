import { recordSecurityEvent } from '../http/security-events.ts';
import type { Services } from '../services.ts';
import type { SessionRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { FinalSessionStatus } from '../storage/tables/sessions-table.ts';
import type { Actor } from '../http/request-context.ts';

/** Ends sessions of one or more clients in one transaction. The server refuses their next refresh. */
export async function endSessions(
  { storage, logger }: Pick<Services, 'storage' | 'logger'>,
  actor: Pick<Actor, 'ip' | 'now'>,
  sessions: readonly Pick<SessionRow, 'id' | 'client_id' | 'user_id'>[],
  status: FinalSessionStatus,
): Promise<void> {
  await storage.transaction((tx) => endSessionsIn(tx, sessions, status, actor.now));
  for (const { id, user_id } of sessions) {
    const details = { userId: user_id, sessionId: id, reason: status };
    recordSecurityEvent({ logger }, actor, 'authn_token_revoked', details);
  }
}

/**
 * Ends every session of a user except one, as part of a transaction.
 *
 * @param keptId id of the session that stays; null = none stays
 */
export async function endOtherSessions(
  tx: StorageOps,
  userId: string,
  keptId: string | null,
  now: number,
): Promise<void> {
  for (;;) {
    // The list is limited in length, so there may be more.
    const others = (await tx.listUserSessions(userId, now)).filter(({ id }) => id !== keptId);
    if (others.length === 0) return;
    await endSessionsIn(tx, others, 'revoked', now);
  }
}

async function endSessionsIn(
  tx: StorageOps,
  sessions: readonly Pick<SessionRow, 'id' | 'client_id'>[],
  status: FinalSessionStatus,
  now: number,
): Promise<void> {
  const ids = sessions.map((session) => session.id);
  await tx.endSessions(ids, status, now);
  for (const clientId of new Set(sessions.map((session) => session.client_id))) {
    const client = await tx.findClient(clientId);
    if (!client) continue;
    const isActive = client.last_active_session_id !== null && ids.includes(client.last_active_session_id);
    const patch = { uat: Math.floor(now / 1000), ...(isActive ? { last_active_session_id: null } : {}) };
    await tx.updateClient(clientId, patch, now);
  }
}
