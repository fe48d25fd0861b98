/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** Tells the time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * Returns whether a time limit has passed. A value is valid before its end, and no longer valid at its end, as RFC 7519,
 * section 4.1.4, says of tokens. Queries follow the same rule: `> now` is valid.
 *
 * @param end milliseconds since the epoch
 * @param now milliseconds since the epoch
 */
export function isOver(end: number, now: number): boolean {
  return end <= now;
}
