import { MAX_ACCOUNTS } from '../../protocol/status.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { ClientRow, SessionRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';

/**
 * Refuses a session for which a browser has no room: on a single-session instance a second one, otherwise a second one
 * of the same user, and one of an eleventh user. The sessions that are there go on.
 *
 * @param userId who wants to sign in; null for a new user, undefined while that is not known
 * @throws {ApiError} `session_exists`, `identifier_already_signed_in` with the session's id, or
 *   `session_quota_exceeded`
 */
export async function requireRoom(
  { storage, config }: Pick<Services, 'config'> & { storage: StorageOps },
  client: Pick<ClientRow, 'id'>,
  userId: string | null | undefined,
  now: number,
): Promise<void> {
  const live = await storage.listClientSessions(client.id, now);
  if (config.singleSession && live.length > 0) throw new ApiError('session_exists');
  const session = live.find((each) => each.user_id === userId);
  if (session) throw new ApiError('identifier_already_signed_in', { meta: { session_id: session.id } });
  if (userId !== undefined && live.length >= MAX_ACCOUNTS) throw new ApiError('session_quota_exceeded');
}

/**
 * Returns the session that a browser uses: the one that it told last, else the one that was used last.
 *
 * @param live the client's live sessions
 */
export function activeSession<Session extends Pick<SessionRow, 'id' | 'last_active_at'>>(
  client: Pick<ClientRow, 'last_active_session_id'>,
  live: readonly Session[],
): Session | undefined {
  const told = live.find(({ id }) => id === client.last_active_session_id);
  // Of sessions that were used in the same moment, the later one in the list began later.
  return (
    told ?? live.reduce<Session | undefined>((a, b) => (a && a.last_active_at > b.last_active_at ? a : b), undefined)
  );
}
