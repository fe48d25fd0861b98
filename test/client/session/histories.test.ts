import { describe, it } from 'node:test';
import fc from 'fast-check';
import { getTestInstance } from '../../support/instance.ts';
import { ACCOUNTS, BROWSERS, History, KINDS, type Step, TABS } from './history.ts';

/** A run with another seed: `SEED=7 node --test test/client/session/histories.test.ts`. */
const SEED = Number(process.env.SEED ?? 20_301);
const RUNS = Number(process.env.RUNS ?? 60);

const step: fc.Arbitrary<Step> = fc.record({
  // The other steps need a signed-in user.
  kind: fc.constantFrom(...(['sign in', 'sign in', 'sign in', 'switch', 'look at'] as const), ...KINDS),
  browser: fc.constantFrom(0, 0, ...Array.from({ length: BROWSERS }, (_, browser) => browser)),
  tab: fc.constantFrom(0, 0, ...Array.from({ length: TABS }, (_, tab) => tab)),
  account: fc.nat({ max: ACCOUNTS - 1 }),
  seconds: fc.constantFrom(0.3, 1, 7, 51, 70, 600),
  isLost: fc.constantFrom(false, false, false, true),
});

describe(`three accounts in three tabs of two browsers (seed ${SEED})`, () => {
  it('random histories leave the server, all open tabs and the application’s server agreed on who is signed in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 16 }),
        fc.record({ touchSession: fc.boolean(), isPinned: fc.boolean() }),
        async (steps, options) => {
          const instance = await getTestInstance({ config: { deleteSelf: true } });
          try {
            const history = await History.begin(instance, options);
            for (const each of steps) await history.take(each);
            await history.end();
          } finally {
            await instance.close();
          }
        },
      ),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
