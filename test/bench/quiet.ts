import os from 'node:os';

/** Share of the machine's time that others may use before figures stop meaning anything. */
const MOST = 0.1;
const SAMPLE_MS = 1500;

/** How busy the machine was while nothing was measured: before each bench and after the last. */
export class Quiet {
  readonly #samples: number[] = [];

  /** Looks for a moment at what the machine does when this process waits. */
  async sample(): Promise<void> {
    const before = ticks();
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    const after = ticks();
    this.#samples.push((after.busy - before.busy) / Math.max(1, after.all - before.all));
  }

  /** Share of time (0 to 1) that others used at the busiest look. */
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
