import { after, before, describe } from 'node:test';
import { now, PUBLIC_PEM, PUBLISHABLE_KEY } from '../../backend/token-forge.ts';
import type { CallOptions, Verdict } from './judge.ts';
import { type Runtimes, RUNTIMES, startRuntimes } from './runtimes.ts';

/** The SDK on one runtime, with the options of the forged tokens. */
export interface ForgeRuntime {
  /** Verifies a token. Options that are named replace those of the instance; `undefined` takes one out. */
  verify(token: unknown, options?: Partial<CallOptions>): Promise<Verdict>;
  /** Authenticates a request with these headers. */
  authenticate(headers: Record<string, string>, options?: Partial<CallOptions>): Promise<Verdict>;
}

/**
 * Declares the same tests for every runtime of the backend SDK.
 *
 * @param declare declares them. Its `where` completes their names; `runtime` works inside of tests
 */
export function onEachRuntime(declare: (where: string, runtime: () => ForgeRuntime) => void): void {
  describe('every runtime of the backend SDK', () => {
    let runtimes: Runtimes;
    before(async () => {
      runtimes = await startRuntimes();
    });
    after(() => runtimes.stop());

    for (const where of RUNTIMES) {
      declare(where, () => {
        const runtime = runtimes.all.find((one) => one.where === where);
        if (!runtime) throw new Error(`There is no runtime "${where}".`);
        const all = (options: Partial<CallOptions> = {}): CallOptions => ({
          publishableKey: PUBLISHABLE_KEY,
          jwtKey: PUBLIC_PEM,
          now: now(),
          ...options,
        });
        return {
          verify: (token, options) => runtime.judge({ token, options: all(options) }),
          authenticate: (headers, options) => runtime.judge({ headers, options: all(options) }),
        };
      });
    }
  });
}
