import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startSweeping } from '../../../src/server/serve/start-sweeping.ts';

const TEN_MINUTES = 600_000;
const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

describe('sweeping', () => {
  it('the server runs one sweep at a time, and the next one after it', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const sweeps: PromiseWithResolvers<void>[] = [];
    const sweep = () => {
      const begun = Promise.withResolvers<void>();
      sweeps.push(begun);
      return begun.promise;
    };
    const stop = startSweeping({ sweep }, { now: () => 0 }, SILENT);
    t.mock.timers.tick(3 * TEN_MINUTES);
    assert.equal(sweeps.length, 1);
    sweeps[0]?.reject(new Error('no'));
    await new Promise((resolve) => setImmediate(resolve));
    t.mock.timers.tick(TEN_MINUTES);
    assert.equal(sweeps.length, 2);
    sweeps[1]?.resolve();
    await stop();
  });
});
