import { Listener } from './listen.ts';
import { read, type Reading } from './transcript.ts';
import type { Act } from './write.ts';

/** A person who goes from step to step, and hears what is said. */
export class Walk {
  readonly acts: Act[] = [];
  readonly readings: Reading[] = [];
  readonly #listener = new Listener();
  readonly #settled: () => Promise<unknown>;

  constructor(settled: () => Promise<unknown>) {
    this.#settled = settled;
  }

  /** @param does what the person does, or what happens meanwhile */
  async act(does: string, act: () => unknown): Promise<void> {
    await act();
    await this.#settled();
    const reading = await read(does, this.#listener);
    this.readings.push(reading);
    this.acts.push({ does, said: reading.said });
  }

  end(): readonly Act[] {
    this.#listener.stop();
    return this.acts;
  }
}
