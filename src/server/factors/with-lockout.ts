import { ApiError } from '../http/errors.ts';
import { notifyOwner } from '../users/notify-owner.ts';
import type { UniformDetails } from '../enumeration/uniform-account.ts';
import type { Services } from '../services.ts';
import type { IdentifierTriesRow } from '../storage/rows.ts';
import { MAX_TRIES } from '../storage/tables/users-table.ts';
import { refundRateLimit, hitRateLimit } from '../http/rate-limit.ts';
import type { RequestContext } from '../http/request-context.ts';

type Tries = Pick<IdentifierTriesRow, 'failed_attempts' | 'retry_at'>;

export interface Guard {
  /** The account has to look as any other would, and so do its waits. */
  disguise?: UniformDetails | undefined;
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
 * Under a disguise waits follow from the tries under what was typed, as they do for an identifier that nobody has. The
 * count of the account goes on unseen: once it is locked, the right thing is as wrong as any other.
 *
 * @param judge answers undefined when it was wrong
 * @throws {ApiError} 429 or `user_locked` when the account or the address has to wait; nothing was judged then
 */
export async function withLockout<T>(
  services: Pick<Services, 'storage' | 'delivery' | 'logger' | 'limits'>,
  context: RequestContext,
  userId: string,
  judge: () => Promise<T | undefined>,
  { disguise, isPaced = true }: Guard = {},
): Promise<T | undefined> {
  const { storage } = services;
  const { now } = context;
  // First of all: an address that had its share must not bring anybody nearer to a lock.
  await hitRateLimit(services, context, 'wrongTries');
  let isWrong = false;
  try {
    const seen = disguise && (await storage.reserveIdentifierTry(disguise.typedId, now, isPaced));
    if (disguise && !seen) throw refusal(await storage.findIdentifierTries(disguise.typedId), now);
    // Undefined behind a disguise when the account is locked, or there is none.
    const counted = await storage.reserveTry(userId, now, isPaced && !disguise);
    if (counted || !disguise) context.triedUserId = userId;
    if (!disguise && !counted) throw refusal(await storage.findUser(userId), now);
    try {
      const judged = await judge();
      isWrong = judged === undefined || !counted;
      return isWrong ? undefined : judged;
    } finally {
      if (isWrong) {
        // Nobody waits for the mail: how long that takes would tell that there is somebody to be told.
        if (counted?.failed_attempts === MAX_TRIES) void notifyOwner(services, context, userId, 'account_locked');
      } else {
        if (disguise && seen) await storage.returnIdentifierTry(disguise.typedId, waitOf(seen, isPaced));
        // Where nothing was counted the same question is put to an account that is not there.
        const id = counted ? userId : (disguise?.typedId ?? userId);
        await storage.returnTry(id, counted ? waitOf(counted, isPaced && !disguise) : null);
      }
    }
  } finally {
    if (!isWrong) await refundRateLimit(services, context, 'wrongTries');
  }
}

/** The wait that a counted try brought about; null = none. */
function waitOf({ failed_attempts, retry_at }: Tries, isPaced: boolean): number | null {
  return isPaced || failed_attempts === MAX_TRIES ? retry_at : null;
}

function refusal(tries: Tries | undefined, now: number): ApiError {
  const retryAfterMs = Math.max((tries?.retry_at ?? 0) - now, 1);
  if ((tries?.failed_attempts ?? 0) < MAX_TRIES) return new ApiError('too_many_requests', { retryAfterMs });
  const lockout_expires_in_seconds = Math.ceil(retryAfterMs / 1_000);
  return new ApiError('user_locked', { retryAfterMs, meta: { lockout_expires_in_seconds } });
}
