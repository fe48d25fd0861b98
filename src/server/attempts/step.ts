import { DAY_MS } from '../clock.ts';
import type { Prepared } from '../factors/factor.ts';
import type { StartedAuthorization } from '../factors/oauth/authorization.ts';
import type { Services } from '../services.ts';
import { type Browser, openClient, rotateClient } from '../sessions/browser.ts';
import { requireRoom } from '../sessions/require-room.ts';

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
export const ATTEMPT_MS = DAY_MS;

/**
 * Refuses early what `startSession` would refuse in the end; see {@link requireRoom}.
 *
 * @param userId who wants to sign in; null for a new user, undefined while that is not known
 */
export async function refuseSecondSession(
  services: Pick<Services, 'storage' | 'config'>,
  { client, now }: Browser,
  userId?: string | null,
): Promise<void> {
  if (client) await requireRoom(services, client, userId, now);
}
