import type { BuiltApps } from '../../demo/server/framework-apps.ts';
import { startDemoSite } from '../../demo/server/start-demo-site.ts';
import { lastCode } from './last-code.ts';
import type { Demo } from './demo.ts';

export interface DemoHere extends Demo {
  /** Advances the server's clock. */
  advance(ms: number): void;
}

/**
 * Starts the demo in this process, with a database in memory and a clock that the test moves.
 *
 * @param frameworks the built apps that its page shows
 */
export async function startDemoHere(methods: readonly string[] = [], frameworks: BuiltApps = {}): Promise<DemoHere> {
  let ahead = 0;
  const site = await startDemoSite({
    port: 0,
    methods,
    frameworks,
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
