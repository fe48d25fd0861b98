/** A clock that stands still until it is told to move. */
export class FakeClock {
  #now: number;
  /** @param start milliseconds since the epoch */
  constructor(start: number = Date.UTC(2026, 0, 1, 12)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** @param ms may be negative: clocks of real machines are stepped back, too */
  advance(ms: number): void {
    this.#now += ms;
  }
}
