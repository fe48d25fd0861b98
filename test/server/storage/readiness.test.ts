import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiError } from '../../../src/server/http/errors.ts';
import { createReadiness } from '../../../src/server/storage/readiness.ts';
import { StorageUnavailable } from '../../../src/server/storage/storage-errors.ts';
import { getTestInstance } from '../../support/instance.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** A database that answers when the test tells it to. */
function slowStorage() {
  const waiting: PromiseWithResolvers<void>[] = [];
  const ping = () => {
    const next = Promise.withResolvers<void>();
    waiting.push(next);
    return next.promise;
  };
  return { ping, waiting };
}

describe('readiness', () => {
  it('the readiness check waits no longer than its limit for a database that does not answer, and asks again once it has', async () => {
    const { ping, waiting } = slowStorage();
    const clock = new FakeClock();
    const readiness = createReadiness({ ping }, clock, 1);
    for (let i = 0; i < 3; i++) {
      await assert.rejects(readiness.check(), StorageUnavailable);
      clock.advance(5_000);
    }
    assert.equal(waiting.length, 1);
    waiting[0]?.resolve();
    await waiting[0]?.promise;
    await assert.rejects(readiness.check(), StorageUnavailable);
    assert.equal(waiting.length, 2);
  });

  it('the readiness check queries the database once a second, however many checks there are', async () => {
    const clock = new FakeClock();
    let pings = 0;
    const readiness = createReadiness({ ping: async () => void pings++ }, clock);
    await Promise.all(Array.from({ length: 100 }, () => readiness.check()));
    clock.advance(999);
    await readiness.check();
    assert.equal(pings, 1);
    clock.advance(1);
    await readiness.check();
    assert.equal(pings, 2);
  });

  it('the readiness check drops an old result when the clock is set back', async () => {
    const clock = new FakeClock();
    let pings = 0;
    const readiness = createReadiness({ ping: async () => void pings++ }, clock);
    await readiness.check();
    clock.advance(-3_600_000);
    await readiness.check();
    assert.equal(pings, 2);
  });

  it('a node that is about to stop reports that it is not ready, and still answers requests', async () => {
    const instance = await getTestInstance();
    const browser = instance.browser();
    const { sessionId } = await instance.signUp(browser, 'ada@example.com');
    assert.equal((await browser.get('/readyz')).status, 200);
    instance.app.drain();
    for (const path of ['/readyz', '/v1/health', '/__clerk/readyz']) {
      const answer = await browser.get(path);
      assert.deepEqual([answer.status, answer.code], [503, 'service_unavailable']);
      assert.ok(answer.headers.get('retry-after'));
    }
    assert.equal((await browser.get('/livez')).status, 200);
    assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
    await instance.signUp(instance.browser(), 'bo@example.com');
    await instance.close();
  });

  it('the readiness check reports a database that answers reads only as not ready', async () => {
    const instance = await getTestInstance({
      wrapStorage: (storage) => ({ ...storage, ping: () => Promise.reject(new StorageUnavailable('read-only')) }),
    });
    assert.equal((await instance.browser().get('/readyz')).status, 503);
    assert.equal((await instance.browser().get('/livez')).status, 200);
    assert.equal((await instance.browser().get('/v1/client')).status, 200);
    await instance.close();
  });
});

it('a node that is about to stop answers an error of the API, not of the database', async () => {
  const readiness = createReadiness({ ping: async () => undefined }, new FakeClock());
  readiness.drain();
  await assert.rejects(readiness.check(), ApiError);
});
