import { ApiError } from '../errors.ts';
import type { Services } from '../services.ts';
import type { Visit } from '../visit.ts';
import { mintToken } from './mint-token.ts';
import { abandonAt } from './start-session.ts';
import { statusOf } from './statuses.ts';

/** Milliseconds between two writes that a session is in use. */
const ACTIVITY_MS = 60_000;

/**
 * A new token for a session: the request that is made most. One read; one write at most once a minute.
 *
 * @throws {ApiError} 401 when the session is over or the client unknown, 404 when the client has no such session
 */
export async function refreshSession(services: Services, visit: Visit, sessionId: string): Promise<string> {
  const { storage, config } = services;
  const { now, tokenHash } = visit;
  if (!tokenHash) throw new ApiError('authentication_invalid');
  const session = await storage.findSessionForRefresh(tokenHash, sessionId, now);
  if (!session) {
    const isKnown = await storage.findClientByToken(tokenHash, now);
    throw new ApiError(isKnown ? 'resource_not_found' : 'authentication_invalid');
  }
  if (session.user_banned || statusOf(session, now) !== 'active') throw new ApiError('authentication_invalid');
  if (now - session.last_active_at >= ACTIVITY_MS) {
    await storage.touchSession(session.id, abandonAt(config, session.expire_at, now), now, false);
  }
  return mintToken(services, session, visit.azp, session.client_updated_at, now);
}
