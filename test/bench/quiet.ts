import os from 'node:os';

/** Share of the machine's time that other programs may use before the figures mean nothing. */
const MOST = 0.1;
const SAMPLE_MS = 1500;

/** Measures how busy other programs keep the machine, before each bench and after the last one. */
export class Quiet {
  readonly #samples: number[] = [];

  /** Takes one sample while this process waits. */
  async sample(): Promise<void> {
    const before = ticks();
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    const after = ticks();
    this.#samples.push((after.busy - before.busy) / Math.max(1, after.all - before.all));
  }

  /** The largest share of time (0 to 1) that other programs used in a sample. */
  get busiest(): number {
    return Math.max(...this.#samples);
  }

  get isQuiet(): boolean {
    return this.busiest <= MOST;
  }
}

function ticks(): { busy: number; all: number } {
  let busy = 0;
  let all = 0;
  for (const { times } of os.cpus()) {
    const sum = Object.values(times).reduce((a, b) => a + b, 0);
    all += sum;
    busy += sum - times.idle;
  }
  return { busy, all };
}
