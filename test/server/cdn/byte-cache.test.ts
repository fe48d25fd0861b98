import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createByteCache } from '../../../src/server/cdn/byte-cache.ts';

/** Asks a cache, and says whether it made what it gave. */
function openCache(maxBytes: number) {
  const cache = createByteCache(maxBytes);
  return async (key: string, size: number): Promise<'made' | 'kept'> => {
    let isMade = false;
    const bytes = await cache.get(key, async () => {
      isMade = true;
      return new Uint8Array(size);
    });
    assert.equal(bytes.length, size);
    return isMade ? 'made' : 'kept';
  };
}

describe('the cache of stored files', () => {
  it('the cache keeps the bytes that were made', async () => {
    const ask = openCache(100);
    assert.deepEqual([await ask('a', 50), await ask('a', 50)], ['made', 'kept']);
  });

  it('never holds more than its limit, and drops what was not used for the longest time', async () => {
    const ask = openCache(100);
    for (const key of ['a', 'b', 'c', 'd']) await ask(key, 25);
    assert.equal(await ask('a', 25), 'kept');
    await ask('e', 50);
    const left = [await ask('e', 50), await ask('d', 25), await ask('a', 25)];
    assert.deepEqual(left, ['kept', 'kept', 'kept']);
    assert.equal(await ask('b', 25), 'made');
  });

  it('the cache keeps its other entries when one is larger than the limit', async () => {
    const ask = openCache(100);
    await ask('a', 60);
    assert.deepEqual([await ask('large', 101), await ask('large', 101)], ['made', 'made']);
    assert.equal(await ask('a', 60), 'kept');
  });

  it('the cache calls make once for parallel callers, and again after a failure', async () => {
    const cache = createByteCache(100);
    let made = 0;
    const fail = async () => {
      made++;
      throw new Error('no database');
    };
    const both = await Promise.allSettled([cache.get('a', fail), cache.get('a', fail)]);
    assert.deepEqual(
      both.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(made, 1);
    assert.equal((await cache.get('a', async () => new Uint8Array(3))).length, 3);
  });
});
