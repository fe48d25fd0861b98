import { ApiError } from '../http/errors.ts';
import type { Caller } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import type { RefreshRow } from '../storage/rows.ts';
import { findBrowser } from './browser.ts';
import { mintToken } from './mint-token.ts';
import { noteActivity } from './note-activity.ts';
import { statusOf } from './session-status.ts';

/**
 * Makes a new token for a session. This is the most frequent request, so it costs one read, and one write at most once
 * a minute.
 *
 * @param caller its cookie has the present name: look a legacy cookie up before, so that its successor is not lost
 * @throws {ApiError} 401 when the session is over or the client unknown, 404 when the client has no such session
 */
export async function refreshSession(services: Services, caller: Caller, sessionId: string): Promise<string> {
  const { storage } = services;
  const { clientCookie, now } = caller;
  if (!clientCookie) throw new ApiError('authentication_invalid');
  const isLegacy = clientCookie.isLegacy;
  const present = isLegacy ? undefined : await storage.findSessionForRefresh(clientCookie.hash, sessionId, now);
  const session = present ?? (await findEarlier());
  if (session.user_banned || statusOf(session, now) !== 'active') throw new ApiError('authentication_invalid');
  await noteActivity(services, caller, session);
  return mintToken(services, session, caller.azp, session.client_updated_at, now);

  /** Finds the session when the cookie was replaced while the request was in flight. It must be older than that. */
  async function findEarlier(): Promise<RefreshRow> {
    const { client, superseded } = await findBrowser(services, caller);
    if (client) throw new ApiError('resource_not_found');
    const hash = superseded?.token_hash;
    const earlier = hash ? await storage.findSession(sessionId) : undefined;
    const isOlder = earlier !== undefined && earlier.created_at < (superseded?.rotated_at ?? 0);
    const found = hash && isOlder ? await storage.findSessionForRefresh(hash, sessionId, now) : undefined;
    if (!found) throw new ApiError('authentication_invalid');
    return found;
  }
}
