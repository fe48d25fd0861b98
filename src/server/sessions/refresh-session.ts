import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { RefreshRow } from '../storage/rows.ts';
import type { RequestContext } from '../http/request-context.ts';
import { findClient } from './open-client.ts';
import { mintToken } from './mint-token.ts';
import { abandonAt } from './start-session.ts';
import { statusOf } from './status-of.ts';

/** Milliseconds between two writes that a session is in use. */
const ACTIVITY_MS = 60_000;

/**
 * A new token for a session: the request that is made most. One read; one write at most once a minute.
 *
 * @throws {ApiError} 401 when the session is over or the client unknown, 404 when the client has no such session
 */
export async function refreshSession(services: Services, context: RequestContext, sessionId: string): Promise<string> {
  const { storage, config } = services;
  if (context.legacyHash) await findClient(services, context);
  const { now, tokenHash } = context;
  if (!tokenHash && !context.superseded) throw new ApiError('authentication_invalid');
  const present = tokenHash ? await storage.findSessionForRefresh(tokenHash, sessionId, now) : undefined;
  const session = present ?? (await findEarlier());
  if (session.user_banned || statusOf(session, now) !== 'active') throw new ApiError('authentication_invalid');
  // With a short time of inactivity a minute is too long: the next refresh would come after it.
  if (now - session.last_active_at >= Math.min(ACTIVITY_MS, config.session.inactivitySeconds * 500)) {
    await storage.touchSession(session.id, abandonAt(config, session.expire_at, now), now, false);
  }
  return mintToken(services, session, context.azp, session.client_updated_at, now);

  /** The session, when the cookie was replaced while the request was under way and the session is older than that. */
  async function findEarlier(): Promise<RefreshRow> {
    if (await findClient(services, context)) throw new ApiError('resource_not_found');
    const { token_hash, rotated_at } = context.superseded ?? {};
    const earlier = token_hash ? await storage.findSession(sessionId) : undefined;
    const isOlder = earlier !== undefined && earlier.created_at < (rotated_at ?? 0);
    const found = isOlder ? await storage.findSessionForRefresh(token_hash as string, sessionId, now) : undefined;
    if (!found) throw new ApiError('authentication_invalid');
    return found;
  }
}
