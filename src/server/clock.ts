/** Tells the time. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * Whether something that ends is over. It is valid strictly before its end, and over at that very moment, as RFC 7519,
 * section 4.1.4, says of tokens. Queries follow the same rule: valid is `> now`.
 *
 * @param end milliseconds since the epoch
 * @param now milliseconds since the epoch
 */
export function isOver(end: number, now: number): boolean {
  return end <= now;
}
