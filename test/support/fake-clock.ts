/** A clock that moves only when a test advances it. */
export class FakeClock {
  #now: number;
  /** @param start milliseconds since the epoch */
  constructor(start: number = Date.UTC(2026, 0, 1, 12)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  /** @param ms may be negative, because clocks of real machines are also set back */
  advance(ms: number): void {
    this.#now += ms;
  }
}
