import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { SessionRow, UserRow } from '../storage/rows.ts';
import type { KnownBrowser, Browser } from './browser.ts';

/** A browser with a live session that the request is made for. */
export interface SignedIn extends KnownBrowser {
  readonly session: SessionRow;
  readonly user: UserRow;
}

/**
 * Finds the live session that a request is made for: the one that `wanted` names, else the client's last active one,
 * else its newest.
 *
 * @param wanted id of a session, from `_clerk_session_id`
 * @throws {ApiError} 401 when there is none; the error does not tell why
 */
export async function requireSession(
  { storage }: Pick<Services, 'storage'>,
  browser: Browser,
  wanted: string | null,
): Promise<SignedIn> {
  const { client } = browser;
  if (!client) throw new ApiError('authentication_invalid');
  const live = await storage.listClientSessions(client.id, browser.now);
  const session = wanted
    ? live.find((each) => each.id === wanted)
    : (live.find((each) => each.id === client.last_active_session_id) ?? live.at(-1));
  const user = session && (await storage.findUser(session.user_id));
  if (!session || !user || user.banned) throw new ApiError('authentication_invalid');
  return { ...browser, client, session, user };
}
