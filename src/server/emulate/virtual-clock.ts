import type { Clock } from '../clock.ts';
import { EmulatorError } from './emulator-error.ts';

/** What the emulator's clock says of itself. */
export interface ClockState {
  /** ISO 8601, such as `2026-03-01T12:00:00.000Z`. */
  now: string;
  /** Seconds by which it is ahead of the clock of the machine; negative = behind. */
  ahead: number;
}

/** The end of the year 9999, in milliseconds. A later time cannot be written, and the emulator would answer nothing more. */
const LATEST = 253_402_300_799_999;

/** The clock of one emulator: it runs as fast as that of the machine, and can be set. */
export class VirtualClock implements Clock {
  readonly #start: number;
  #ahead = 0;

  /** @param start milliseconds to begin at, and to go back to; default: the time of the machine */
  constructor(start?: number) {
    this.#start = start === undefined ? 0 : start - Date.now();
    this.#ahead = this.#start;
  }

  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Advances by seconds, which may be negative. @throws {EmulatorError} as {@link set} */
  advance(seconds: number): void {
    const ahead = this.#ahead + Math.round(seconds * 1_000);
    requireTime(Date.now() + ahead);
    this.#ahead = ahead;
  }

  /**
   * Sets the time, in milliseconds. It goes on from there.
   *
   * @throws {EmulatorError} 422 when it is not between the years 1970 and 9999
   */
  set(time: number): void {
    requireTime(time);
    this.#ahead = time - Date.now();
  }

  /** Goes back to the time of the machine. */
  followMachine(): void {
    this.#ahead = 0;
  }

  /** Goes back to the time at which the emulator would be if nobody had set it. */
  reset(): void {
    this.#ahead = this.#start;
  }

  state(): ClockState {
    return { now: new Date(this.now()).toISOString(), ahead: this.#ahead / 1_000 };
  }
}

function requireTime(time: number): void {
  if (time >= 0 && time <= LATEST) return;
  throw new EmulatorError(422, 'The clock can be set to the years from 1970 to 9999.');
}
