import { ApiError } from '../errors.ts';
import { notifyOwner } from '../notify-owner.ts';
import type { Services } from '../services.ts';
import { MAX_TRIES } from '../storage/tables/users-table.ts';
import { returnLimit, takeLimit } from '../take-limit.ts';
import type { Visit } from '../visit.ts';

export interface Guard {
  /** There is no such user, and nothing is ever right. */
  isDecoy?: boolean;
  /**
   * Default. False for what has a limit of its own and that anybody can ask for: it counts, but has to wait for a lock
   * alone, so that wrong passwords keep nobody from a code.
   */
  isPaced?: boolean;
}

/**
 * Judges something that can be guessed: a password, a value of an authenticator app, a backup code, a code that was
 * sent. All of them share one count of failures per account, so that whoever knows one of them gets no more tries at
 * the next, and nobody gets more by trying several.
 *
 * A try is counted before it is judged, so that parallel ones cannot outrun the limit. A right one is taken off the
 * count again, and so is one that could not be judged; the failures before it stay until the user is signed in. Wrong
 * ones count for the address they came from, too.
 *
 * @param judge answers undefined when it was wrong
 * @throws {ApiError} 429 or `user_locked` when the account or the address has to wait; nothing was judged then
 */
export async function guardedTry<T>(
  services: Pick<Services, 'storage' | 'delivery' | 'logger' | 'limits'>,
  visit: Visit,
  userId: string,
  judge: () => Promise<T | undefined>,
  { isDecoy = false, isPaced = true }: Guard = {},
): Promise<T | undefined> {
  const { storage } = services;
  const { now } = visit;
  // First of all: an address that had its share must not bring anybody nearer to a lock.
  await takeLimit(services, visit, 'wrongTries');
  let isWrong = false;
  try {
    const counted = await (isDecoy
      ? storage.reserveDecoyTry(userId, now, isPaced)
      : storage.reserveTry(userId, now, isPaced));
    if (!counted) throw await refusal(services, now, userId, isDecoy);
    const isLock = counted.failed_attempts === MAX_TRIES;
    try {
      const judged = await judge();
      isWrong = judged === undefined;
      return judged;
    } finally {
      const retryAt = isPaced || isLock ? counted.retry_at : null;
      if (!isWrong) await (isDecoy ? storage.returnDecoyTry(userId, retryAt) : storage.returnTry(userId, retryAt));
      // Nobody waits for the mail: how long that takes would tell that there is somebody to be told.
      else if (isLock && !isDecoy) void notifyOwner(services, userId, 'account_locked');
    }
  } finally {
    if (!isWrong) await returnLimit(services, visit, 'wrongTries');
  }
}

async function refusal(
  { storage }: Pick<Services, 'storage'>,
  now: number,
  userId: string,
  isDecoy: boolean,
): Promise<ApiError> {
  const user = await (isDecoy ? storage.findDecoyTries(userId) : storage.findUser(userId));
  const retryAfterMs = Math.max((user?.retry_at ?? 0) - now, 1);
  if ((user?.failed_attempts ?? 0) < MAX_TRIES) return new ApiError('too_many_requests', { retryAfterMs });
  const lockout_expires_in_seconds = Math.ceil(retryAfterMs / 1_000);
  return new ApiError('user_locked', { retryAfterMs, meta: { lockout_expires_in_seconds } });
}
