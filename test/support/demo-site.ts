import { startDemoSite } from '../../demo/server/start-demo-site.ts';
import { lastCode } from './last-code.ts';
import type { Demo } from './demo.ts';

export interface DemoHere extends Demo {
  /** Advances the server's clock. */
  advance(ms: number): void;
}

/** Starts the demo in this process, with a database in memory and a clock that the test moves. */
export async function startDemoHere(methods: readonly string[] = []): Promise<DemoHere> {
  let ahead = 0;
  const site = await startDemoSite({
    port: 0,
    methods,
    databaseUrl: 'sqlite::memory:',
    clock: { now: () => Date.now() + ahead },
    logger: { info() {}, warn() {}, error: console.error },
  });
  return {
    origin: site.origin,
    lastCode: (to) => lastCode(site.origin, to),
    advance(ms) {
      ahead += ms;
    },
    close: () => site.close(),
  };
}
