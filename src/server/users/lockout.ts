import { isOver } from '../clock.ts';
import type { UserRow } from '../storage/rows.ts';
import type { LockoutRules } from '../storage/tables/failed-tries.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How many failed tries in a row lock an account. NIST SP 800-63B-4, section 3.2.2, allows at most 100. */
export const MAX_TRIES = 100;
/** Milliseconds for which a lock lasts. */
export const LOCK_MS = HOUR;

/**
 * How failed tries delay the next try and lock the account. Passwords, backup codes, values of an authenticator app and
 * codes that the server sent share one count per account.
 */
export const LOCKOUT: LockoutRules = {
  freeTries: 10,
  firstWaitMs: SECOND,
  longestWaitMs: 15 * MINUTE,
  maxTries: MAX_TRIES,
  lockMs: LOCK_MS,
  countMs: 24 * HOUR,
};

/** Whether the account is locked now, and how many tries are left. Once a lock is over, the count starts again. */
export function lockState(user: Pick<UserRow, 'failed_attempts' | 'retry_at'>, now: number) {
  const isAtLimit = user.failed_attempts >= MAX_TRIES;
  const isLocked = isAtLimit && !isOver(user.retry_at, now);
  return { isLocked, triesLeft: isLocked ? 0 : MAX_TRIES - (isAtLimit ? 0 : user.failed_attempts) };
}
