import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { SessionRow, UserRow } from '../storage/rows.ts';
import type { Browser, KnownBrowser } from './browser.ts';
import { activeSession } from './require-room.ts';
import { isFresh } from './session-status.ts';

/** A browser with a live session that the request is made for. */
export interface SignedIn extends KnownBrowser {
  readonly session: SessionRow;
  readonly user: UserRow;
}

/**
 * Finds the live session that a request is made for: the one that `wanted` names, else the client's last active one,
 * else the one that was used last.
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
  const session = wanted ? live.find((each) => each.id === wanted) : activeSession(client, live);
  const user = session && (await storage.findUser(session.user_id));
  if (!session || !user || user.banned) throw new ApiError('authentication_invalid');
  return { ...browser, client, session, user };
}

/**
 * Guards the changes that would let an attacker who stole a session keep the account. The user must have proven who
 * they are within the last ten minutes, with the second factor if they have one (ASVS 7.5.1).
 *
 * @throws {ApiError} 403 `session_reverification_required`; 403 `authorization_invalid` when a session token alone shows
 *   who calls, or when somebody else acts as the user
 */
export async function requireFresh(
  { config, storage }: Pick<Services, 'config' | 'storage'>,
  { session, user, now, isSessionOnly }: SignedIn,
): Promise<void> {
  if (isSessionOnly)
    throw new ApiError('authorization_invalid', { longMessage: 'This change needs the client token.' });
  if (session.actor !== null) {
    throw new ApiError('authorization_invalid', { longMessage: 'Only the user themselves can make this change.' });
  }
  if (!config.reverification) return;
  const [totp] = config.secondFactors.totp ? await storage.listTotps([user.id]) : [];
  const phones = config.secondFactors.phoneCode ? await storage.listPhoneNumbers([user.id]) : [];
  const hasSecond = totp?.verified || phones.some((phone) => phone.verified && phone.reserved_for_second_factor);
  if (isFresh(session.first_factor_at, now) && (!hasSecond || isFresh(session.second_factor_at, now))) return;
  throw new ApiError('session_reverification_required');
}
