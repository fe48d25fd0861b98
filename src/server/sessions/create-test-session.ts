import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import { isId, newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { blankClient, blankSession } from '../storage/blank-rows.ts';
import type { SessionRow } from '../storage/rows.ts';
import { abandonAt } from './session-status.ts';

/**
 * Creates a session that no browser has, for tests. Its client has no cookie, so only the Backend API can use it.
 *
 * @throws {ApiError} `resource_not_found` when there is no such user, 403 `user_banned`
 */
export async function createTestSession(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  actor: Pick<Actor, 'ip' | 'now'>,
  userId: string,
): Promise<SessionRow> {
  const { now } = actor;
  const user = isId(userId) ? await storage.findUser(userId) : undefined;
  if (!user) throw new ApiError('resource_not_found');
  if (user.banned) throw new ApiError('user_banned');
  const expireAt = now + config.session.lifetimeSeconds * 1000;
  const client = blankClient({ id: newId('client'), token_hash: null, cookie_expires_at: expireAt }, now);
  const ids = { id: newId('sess'), client_id: client.id, user_id: userId };
  const session = blankSession({ ...ids, expire_at: expireAt, abandon_at: abandonAt(config, expireAt, now) }, now);
  await storage.transaction(async (tx) => {
    await tx.insertClient({ ...client, last_active_session_id: session.id, uat: Math.floor(now / 1000) });
    await tx.insertSession(session);
    await recordEvent(tx, actor, { type: 'session.created', userId, id: session.id });
  });
  return session;
}
