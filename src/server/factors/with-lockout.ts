import type { UniformDetails } from '../enumeration/uniform-account.ts';
import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { hitRateLimit, refundRateLimit } from '../http/rate-limit.ts';
import type { Actor } from '../http/request-context.ts';
import { recordSecurityEvent } from '../http/security-events.ts';
import type { Services } from '../services.ts';
import type { IdentifierTriesRow } from '../storage/rows.ts';
import { LOCKOUT, MAX_TRIES } from '../users/lockout.ts';

type Tries = Pick<IdentifierTriesRow, 'failed_attempts' | 'retry_at'>;

export interface Guard {
  /** The account must look like any other account, and so must its waits. */
  uniform?: UniformDetails | undefined;
  /**
   * Whether earlier failures delay this try (default true). Set false for factors with a limit of their own that anyone
   * can ask for, such as mailed codes, so that wrong passwords do not block them; a locked account still does.
   */
  delaysTries?: boolean;
}

/**
 * Verifies something that can be guessed: a password, a code of an authenticator app, a backup code, a code from a
 * message. All of these share one count of failures per account, so that switching factors gives no more tries.
 *
 * A try is counted before it is verified, so that parallel tries cannot outrun the limit. A right try is taken off the
 * count again, and so is one that could not be verified; the failures before it stay until the user is signed in. Wrong
 * tries count against the client's address, too.
 *
 * For a uniform account, waits follow from the tries for the typed identifier, as they do for an identifier without an
 * account. The account's own count goes on unseen: once the account is locked, the right answer is as wrong as any other.
 *
 * @param verify answers undefined when it was wrong
 * @param wrong makes the error for a wrong answer
 * @throws {ApiError} the error that `wrong` makes; 429 or `user_locked`, before anything is verified, when the account
 *   or the address has to wait. It knows the account, where there is one, for the security event
 */
export async function withLockout<T>(
  services: Pick<Services, 'storage' | 'logger' | 'limits'>,
  actor: Actor,
  userId: string,
  verify: () => Promise<T | undefined>,
  wrong: () => ApiError | Promise<ApiError>,
  { uniform, delaysTries = true }: Guard = {},
): Promise<T> {
  const { storage } = services;
  const { now } = actor;
  // The address comes first: one that has used up its share must not bring any account nearer to a lock.
  await hitRateLimit(services, actor, 'wrongTries');
  let isWrong = false;
  try {
    const seen = uniform && (await storage.reserveIdentifierTry(uniform.typedId, now, delaysTries, LOCKOUT));
    if (uniform && !seen) throw refusal(await storage.findIdentifierTries(uniform.typedId), now);
    // Undefined for a uniform account when the account is locked, or when there is none.
    const counted = await storage.reserveTry(userId, now, delaysTries && !uniform, LOCKOUT);
    return await (counted || !uniform ? ApiError.about(userId, verifyCounted) : verifyCounted());

    async function verifyCounted(): Promise<T> {
      if (!uniform && !counted) throw refusal(await storage.findUser(userId), now);
      try {
        const verified = await verify();
        isWrong = verified === undefined || !counted;
        if (verified !== undefined && counted) return verified;
      } finally {
        if (isWrong) {
          if (counted?.failed_attempts === MAX_TRIES) reportLock(services, actor, userId);
        } else {
          if (uniform && seen) await storage.returnIdentifierTry(uniform.typedId, waitOf(seen, delaysTries));
          // Where nothing was counted, the same query runs for an account that does not exist.
          const id = counted ? userId : (uniform?.typedId ?? userId);
          await storage.returnTry(id, counted ? waitOf(counted, delaysTries && !uniform) : null);
        }
      }
      throw await wrong();
    }
  } finally {
    if (!isWrong) await refundRateLimit(services, actor, 'wrongTries');
  }
}

/**
 * Logs and records that an account is locked, of which its owner gets a mail. Nothing waits for that: the time it takes
 * would tell that there is an account.
 */
function reportLock({ storage, logger }: Pick<Services, 'storage' | 'logger'>, actor: Actor, userId: string): void {
  const kind = 'account_locked';
  recordSecurityEvent({ logger }, actor, 'authn_login_lock', { userId, reason: kind });
  storage
    .transaction((tx) => recordEvent(tx, actor, { type: 'user.locked', userId, notice: { kind } }))
    .catch((error: unknown) => {
      logger.error('The lock of an account could not be recorded.', { userId, error: String(error) });
    });
}

/** The wait that a counted try caused; null = none. */
function waitOf({ failed_attempts, retry_at }: Tries, delaysTries: boolean): number | null {
  return delaysTries || failed_attempts === MAX_TRIES ? retry_at : null;
}

function refusal(tries: Tries | undefined, now: number): ApiError {
  const retryAfterMs = Math.max((tries?.retry_at ?? 0) - now, 1);
  if ((tries?.failed_attempts ?? 0) < MAX_TRIES) return new ApiError('too_many_requests', { retryAfterMs });
  const lockout_expires_in_seconds = Math.ceil(retryAfterMs / 1_000);
  return new ApiError('user_locked', { retryAfterMs, meta: { lockout_expires_in_seconds } });
}
