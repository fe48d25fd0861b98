import { ApiError } from '../errors.ts';
import { notifyOwner } from '../notify-owner.ts';
import type { Services } from '../services.ts';
import { MAX_TRIES } from '../storage/tables/users-table.ts';
import type { Visit } from '../visit.ts';

/**
 * Judges something that can be guessed: a password, a value of an authenticator app, a backup code. All of them share
 * one count of failures per account, so that whoever knows one of them gets no more tries at the next.
 *
 * A try is counted before it is judged, so that parallel ones cannot outrun the limit. A right one is taken off the
 * count again; the failures before it stay until the user is signed in.
 *
 * @param judge answers undefined when it was wrong
 * @param isDecoy there is no such user, and nothing is ever right
 * @throws {ApiError} 429 or `user_locked` when the account has to wait; nothing was judged then
 */
export async function guardedTry<T>(
  services: Pick<Services, 'storage' | 'delivery' | 'logger'>,
  { now }: Visit,
  userId: string,
  judge: () => Promise<T | undefined>,
  isDecoy = false,
): Promise<T | undefined> {
  const { storage } = services;
  const counted = await (isDecoy ? storage.reserveDecoyTry(userId, now) : storage.reservePasswordTry(userId, now));
  if (!counted) {
    const user = await (isDecoy ? storage.findDecoyTries(userId) : storage.findUser(userId));
    const code = (user?.failed_attempts ?? 0) >= MAX_TRIES ? 'user_locked' : 'too_many_requests';
    const retryAfterMs = Math.max((user?.retry_at ?? 0) - now, 1);
    const lockout_expires_in_seconds = Math.ceil(retryAfterMs / 1_000);
    throw new ApiError(code, {
      retryAfterMs,
      ...(code === 'user_locked' ? { meta: { lockout_expires_in_seconds } } : {}),
    });
  }
  const judged = await judge();
  if (judged !== undefined) await storage.returnPasswordTry(userId, counted.retry_at);
  // Nobody waits for the mail: how long that takes would tell that there is somebody to be told.
  else if (counted.failed_attempts === MAX_TRIES && !isDecoy) void notifyOwner(services, userId, 'account_locked');
  return judged;
}
