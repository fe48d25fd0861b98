import type { Strategy } from '../../protocol/strategies.ts';
import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { blankSession } from '../storage/blank-rows.ts';
import type { SessionRow, UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { readDevice } from './device.ts';
import { type KnownBrowser, rotateClient } from './browser.ts';
import { activityOf } from './place.ts';
import { requireRoom } from './require-room.ts';
import { abandonAt } from './session-status.ts';

/** Who acts as a user, and for how long. */
export interface Impersonation {
  /** The JSON of the `act` claim. */
  actor: string;
  /** How long the session may last, in milliseconds. */
  maxMs: number;
}

/** A new session, and the browser with the cookie that it needs from now on. */
export interface StartedSession {
  session: SessionRow;
  browser: KnownBrowser;
}

/**
 * Signs a user in on a client, as part of the transaction that completes the attempt.
 *
 * The client gets a new cookie and the old one is dead, so that a planted cookie is worth nothing (session fixation).
 * If two sign-ins end at the same time on one client, one wins and the other has to start again.
 *
 * A session for which the client has no room is refused here, and the transaction with it: the attempt goes on as if
 * its last step had not been made.
 *
 * @param strategy what proved the user
 * @param proven when the factors were proven, milliseconds; and who acts as the user, if it is somebody else
 */
export async function startSession(
  tx: StorageOps,
  { config }: Pick<Services, 'config'>,
  browser: KnownBrowser,
  user: Pick<UserRow, 'id' | 'banned'>,
  strategy: Strategy,
  proven: { firstFactorAt: number; secondFactorAt: number | null; impersonation?: Impersonation | undefined } = {
    firstFactorAt: browser.now,
    secondFactorAt: null,
  },
): Promise<StartedSession> {
  if (user.banned) throw new ApiError('user_banned');
  const { client, now } = browser;
  const rotated = await rotateClient(tx, { config }, browser);
  const id = newId('sess');
  const patch = {
    last_active_session_id: id,
    last_authentication_strategy: strategy,
    sign_in_id: null,
    sign_up_id: null,
  };
  // Locks the row: of two sign-ins that end at the same time, the second one counts the session of the first one.
  const signedIn = await tx.updateClient(client.id, { ...patch, uat: Math.floor(now / 1000) }, now);
  if (!signedIn) throw new ApiError('client_state_invalid');
  await requireRoom({ storage: tx, config }, client, user.id, now);
  const { impersonation } = proven;
  const expireAt =
    now + Math.min(config.session.lifetimeSeconds * 1000, impersonation?.maxMs ?? Number.POSITIVE_INFINITY);
  const ids = { id, client_id: client.id, user_id: user.id };
  const session: SessionRow = {
    ...blankSession({ ...ids, expire_at: expireAt, abandon_at: abandonAt(config, expireAt, now) }, now),
    first_factor_at: proven.firstFactorAt,
    second_factor_at: proven.secondFactorAt,
    strategy,
    actor: impersonation?.actor ?? null,
    ...activityOf(browser),
    started_city: browser.place.city,
    started_country: browser.place.country,
    ...readDevice(browser.userAgent),
  };
  await tx.insertSession(session);
  // What somebody else does is no activity of the user, and makes no device one that the user knows.
  if (!impersonation) {
    await tx.noteDevice(user.id, client.id, now);
    await tx.noteActiveDay(user.id, now);
    await tx.updateUser(user.id, { last_sign_in_at: now, last_active_at: now, failed_attempts: 0, retry_at: 0 }, now);
  }
  await recordEvent(tx, browser, { type: 'session.created', userId: user.id, id: session.id });
  return { session, browser: { ...rotated, client: signedIn } };
}
