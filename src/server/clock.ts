/** What time it is. A file of its own, so that the public types reach nothing else. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}
