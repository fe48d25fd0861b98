import { type RawBuilder, sql } from 'kysely';

/** How failed tries delay the next try and lock an account. `users/lockout.ts` has the values. */
export interface LockoutRules {
  /** Failed tries in a row from which on each further delayed try has to wait. */
  freeTries: number;
  /** Milliseconds of the first wait. Each further failure doubles the wait. */
  firstWaitMs: number;
  /** Milliseconds of the longest wait before the lock. */
  longestWaitMs: number;
  /** Failed tries in a row that lock the account. */
  maxTries: number;
  /** Milliseconds for which a lock lasts. */
  lockMs: number;
  /** Milliseconds for which the server counts failed tries under one identifier together. */
  countMs: number;
}

/** A try at a secret, and the table that counts it. */
interface Try {
  table: 'users' | 'identifier_tries';
  now: number;
  /** Whether earlier failures delay this try. Otherwise it waits for a lock only. */
  delaysTries: boolean;
  rules: LockoutRules;
}

/** SQL condition: whether the try may be made now. */
export function isTryAllowed({ table, now, delaysTries, rules }: Try): RawBuilder<boolean> {
  const isWaitOver = sql<boolean>`${sql.ref(`${table}.retry_at`)} <= cast(${now} as bigint)`;
  if (delaysTries) return isWaitOver;
  return sql<boolean>`(${isWaitOver} or ${sql.ref(`${table}.failed_attempts`)} < ${sql.lit(rules.maxTries)})`;
}

/**
 * SQL condition: whether the count starts again with this try. It does once a lock is over, so that the next lock takes
 * as many failures as the last one. The count of an identifier also starts again `countMs` after its first try.
 */
export function startsAgain({ table, now, rules }: Try): RawBuilder<boolean> {
  const tries = sql.ref<number>(`${table}.failed_attempts`);
  const isWaitOver = sql`${sql.ref(`${table}.retry_at`)} <= cast(${now} as bigint)`;
  const isLocked = sql`${tries} >= ${sql.lit(rules.maxTries)}`;
  if (table === 'users') return sql<boolean>`(${isLocked} and ${isWaitOver})`;
  const isOld = sql`identifier_tries.updated_at <= cast(${now - rules.countMs} as bigint)`;
  return sql<boolean>`((${isLocked} or ${tries} = 0 or ${isOld}) and ${isWaitOver})`;
}

/** SQL value: the count with this try. */
export function countedTries(attempt: Try): RawBuilder<number> {
  const tries = sql.ref(`${attempt.table}.failed_attempts`);
  return sql<number>`case when ${startsAgain(attempt)} then 1 else ${tries} + 1 end`;
}

/**
 * SQL value: when the next try may be made. With the default rules the 10th failure in a row causes a wait of 1 s, the
 * next ones 2 s, 4 s and so on up to 15 minutes, and the 100th a lock of an hour. A try that is not delayed leaves the
 * wait unchanged unless it locks.
 */
export function waitAfterTry(attempt: Try): RawBuilder<number> {
  const { table, now, delaysTries, rules } = attempt;
  const at = sql`cast(${now} as bigint)`;
  const tries = sql`(${countedTries(attempt)})`;
  const lock = sql`when ${tries} >= ${sql.lit(rules.maxTries)} then ${at} + ${sql.lit(rules.lockMs)}`;
  if (!delaysTries) return sql<number>`case ${lock} else ${sql.ref(`${table}.retry_at`)} end`;
  // Beyond this many doublings the longest wait applies. The shift would overflow long before the lock.
  const doublings = Math.floor(Math.log2(rules.longestWaitMs / rules.firstWaitMs));
  return sql<number>`case
    when ${tries} < ${sql.lit(rules.freeTries)} then 0
    ${lock}
    when ${tries} > ${sql.lit(rules.freeTries + doublings)} then ${at} + ${sql.lit(rules.longestWaitMs)}
    else ${at} + (${sql.lit(rules.firstWaitMs)} << (${tries} - ${sql.lit(rules.freeTries)})) end`;
}

/** Columns without a try that was no failure. @param retryAt the wait that the try caused; null = none */
export function withoutTry(retryAt: number | null) {
  return {
    failed_attempts: sql<number>`case when failed_attempts > 0 then failed_attempts - 1 else 0 end`,
    ...(retryAt === null
      ? {}
      : { retry_at: sql<number>`case when retry_at = cast(${retryAt} as bigint) then 0 else retry_at end` }),
  };
}
