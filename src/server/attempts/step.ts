import { ApiError } from '../http/errors.ts';
import type { Prepared } from '../factors/factor.ts';
import type { StartedAuthorization } from '../factors/oauth/authorization.ts';
import type { Services } from '../services.ts';
import { type Browser, openClient, rotateClient } from '../sessions/browser.ts';

/** What a step left behind: the attempt as it now is, and what the answer needs besides. */
export interface Step<Attempt> {
  attempt: Attempt;
  /** The browser as it now is; its cookie may be a new one. */
  browser: Browser;
  /** The authorization request that the step started. */
  authorization?: StartedAuthorization | undefined;
}

/** Gives the browser a new cookie if the prepared factor needs that; see `Prepared`. */
export async function afterPreparing(
  services: Services,
  browser: Browser,
  { needsNewCookie }: Prepared,
): Promise<Browser> {
  // A cookie that this request made is new enough.
  if (!needsNewCookie || browser.isCookieNew) return browser;
  return services.storage.transaction(async (tx) =>
    rotateClient(tx, services, await openClient(tx, services, browser)),
  );
}

/** Milliseconds an attempt can be continued. */
export const ATTEMPT_MS = 86_400_000;

/**
 * Refuses a second session: on a single-session instance every one, otherwise one of a user who is signed in already.
 *
 * @param userId who wants to sign in, when that is known
 * @throws {ApiError} `session_exists`, or `identifier_already_signed_in` with the session's id
 */
export async function refuseSecondSession(
  { storage, config }: Pick<Services, 'storage' | 'config'>,
  { client, now }: Browser,
  userId?: string,
): Promise<void> {
  if (!client) return;
  const live = await storage.listClientSessions(client.id, now);
  if (config.singleSession && live.length > 0) throw new ApiError('session_exists');
  const session = live.find((each) => each.user_id === userId);
  if (session) throw new ApiError('identifier_already_signed_in', { meta: { session_id: session.id } });
}
