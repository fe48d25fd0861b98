/** What time it is. A file of its own, so that the public types reach nothing else. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * The rule for everything that has an end, in milliseconds: it is good strictly before it, and over at that very
 * moment, as RFC 7519, section 4.1.4, says of tokens. Queries say the same: good is `> now`.
 */
export function isOver(end: number, now: number): boolean {
  return end <= now;
}
