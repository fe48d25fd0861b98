import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createJwksResolver, JwksUnavailable } from '../../src/tokens/jwks.ts';
import type { RsaPublicJwk, VerificationKey } from '../../src/tokens/verification-key.ts';

const URL_OF_KEYS = 'https://clerk.acme.example/.well-known/jwks.json';
const jwk = (kid: string) => ({ kty: 'RSA', kid, use: 'sig', alg: 'RS256', n: 'n', e: 'AQAB' });

/** Creates a resolver whose clock and instance the test controls. */
function setUp(kids: string[] = ['ins_1']) {
  const state = { now: 0, kids, fetches: 0, fail: false };
  const imported: string[] = [];
  const resolve = createJwksResolver({
    url: URL_OF_KEYS,
    now: () => state.now,
    importKey: ({ kid }: RsaPublicJwk): VerificationKey => {
      if (kid === 'broken') throw new TypeError('bad key');
      imported.push(kid);
      return { alg: 'RS256', verify: () => true };
    },
    fetch: async (url) => {
      assert.equal(url, URL_OF_KEYS);
      state.fetches++;
      if (state.fail) throw new TypeError('fetch failed');
      return Response.json({ keys: state.kids.map(jwk) });
    },
  });
  return { state, imported, resolve: async (kid: string | undefined) => resolve(kid) };
}

describe('keys of an instance', () => {
  it('concurrent requests fetch the keys once', async () => {
    const { state, resolve } = setUp();
    const found = await Promise.all(Array.from({ length: 50 }, () => resolve('ins_1')));
    assert.equal(new Set(found).size, 1);
    assert.ok(found[0]);
    assert.equal(state.fetches, 1);
  });

  it('an unknown key id fetches the keys again, once per cooldown', async () => {
    const { state, resolve } = setUp();
    await resolve('ins_1');
    state.kids = ['ins_1', 'ins_2'];
    for (let index = 0; index < 100; index++) assert.equal(await resolve(`made_up_${index}`), undefined);
    assert.equal(state.fetches, 1);
    state.now = 30_000;
    assert.ok(await resolve('ins_2'));
    assert.equal(state.fetches, 2);
  });

  it('the keys are renewed in the background after five minutes, while the old ones serve', async () => {
    const { state, resolve } = setUp();
    const first = await resolve('ins_1');
    state.now = 300_000;
    assert.equal(await resolve('ins_1'), first);
    assert.equal(state.fetches, 2);
    await new Promise(setImmediate);
    assert.notEqual(await resolve('ins_1'), first);
  });

  it('the keys serve for an hour while the instance cannot be reached, and not longer', async () => {
    const { state, resolve } = setUp();
    await resolve('ins_1');
    state.fail = true;
    for (state.now = 300_000; state.now < 3_600_000; state.now += 300_000) assert.ok(await resolve('ins_1'));
    state.now = 3_600_000;
    await assert.rejects(resolve('ins_1'), JwksUnavailable);
    await assert.rejects(resolve('ins_1'), JwksUnavailable);
    state.fail = false;
    state.now += 30_000;
    assert.ok(await resolve('ins_1'));
  });

  it('a failed first fetch is repeated after three seconds, not once per request', async () => {
    const { state, resolve } = setUp();
    state.fail = true;
    for (let index = 0; index < 100; index++) await assert.rejects(resolve('ins_1'), JwksUnavailable);
    assert.equal(state.fetches, 1);
    state.fail = false;
    state.now = 2_999;
    await assert.rejects(resolve('ins_1'), JwksUnavailable);
    state.now = 3_000;
    assert.ok(await resolve('ins_1'));
    assert.equal(state.fetches, 2);
  });

  it('the keys are renewed at once after the clock of the machine was set back', async () => {
    const { state, resolve } = setUp();
    state.now = 3_600_000;
    await resolve('ins_1');
    state.now = 0;
    assert.ok(await resolve('ins_1'));
    assert.equal(state.fetches, 2);
  });

  it('a key stops serving once the instance no longer publishes it', async () => {
    const { state, resolve } = setUp();
    await resolve('ins_1');
    state.kids = ['ins_2'];
    state.now = 300_000;
    await resolve('ins_1');
    await new Promise(setImmediate);
    assert.equal(await resolve('ins_1'), undefined);
  });

  it('a rotation during 50 parallel requests costs one fetch, and every request finds its key', async () => {
    const { state, resolve } = setUp();
    await resolve('ins_1');
    state.kids = ['ins_1', 'ins_2'];
    state.now = 30_000;
    const kids = Array.from({ length: 50 }, (_, index) => `ins_${1 + (index % 2)}`);
    const found = await Promise.all(kids.map(resolve));
    assert.ok(found.every(Boolean));
    assert.equal(state.fetches, 2);
  });

  it('requests that wait for a fetch which fails are all refused, and the next one in time succeeds', async () => {
    const { state, resolve } = setUp();
    state.fail = true;
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => resolve('ins_1')));
    assert.ok(outcomes.every(({ status }) => status === 'rejected'));
    assert.equal(state.fetches, 1);
    state.fail = false;
    state.now = 3_000;
    assert.ok(await resolve('ins_1'));
  });

  it('a failed fetch for an unknown key id leaves the known keys in use', async () => {
    const { state, resolve } = setUp();
    await resolve('ins_1');
    state.fail = true;
    state.now = 30_000;
    await assert.rejects(resolve('ins_2'), JwksUnavailable);
    assert.ok(await resolve('ins_1'));
    assert.equal(await resolve('ins_2'), undefined);
    assert.equal(state.fetches, 2);
  });

  it('whatever happens, fetches keep their distance, and a key serves only within an hour of being published', async () => {
    const step = fc.oneof(
      fc.record({ wait: fc.constantFrom(0, 1_000, 3_000, 30_000, 299_999, 300_000, 3_600_000) }),
      fc.record({ publish: fc.subarray(['ins_1', 'ins_2', 'ins_3']) }),
      fc.record({ fail: fc.boolean() }),
      fc.record({ ask: fc.constantFrom('ins_1', 'ins_2', 'ins_3', 'made_up'), times: fc.integer({ min: 1, max: 5 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { state, resolve } = setUp();
        /** When a set with this key was fetched last, and when any was. */
        const publishedAt = new Map<string, number>();
        let fetchedAt = Number.NEGATIVE_INFINITY;
        let triedAt = Number.NEGATIVE_INFINITY;
        for (const one of steps) {
          if ('wait' in one) state.now += one.wait;
          else if ('publish' in one) state.kids = one.publish;
          else if ('fail' in one) state.fail = one.fail;
          else {
            const before = state.fetches;
            const found = await Promise.all(
              Array.from({ length: one.times }, () => resolve(one.ask).catch(() => undefined)),
            );
            await new Promise(setImmediate);
            assert.ok(state.fetches - before <= 1, 'parallel requests share a fetch');
            const usable = state.now - fetchedAt < 3_600_000;
            if (state.fetches > before) {
              assert.ok(state.now - triedAt >= (usable ? 30_000 : 3_000), 'fetches keep their distance');
              triedAt = state.now;
              if (!state.fail) {
                fetchedAt = state.now;
                for (const kid of state.kids) publishedAt.set(kid, state.now);
              }
            }
            const age = state.now - (publishedAt.get(one.ask) ?? Number.NEGATIVE_INFINITY);
            if (found.some(Boolean)) assert.ok(age < 3_600_000, 'no key serves that was not published for an hour');
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('an unusable key does not make the others fail', async () => {
    const { resolve, imported } = setUp(['broken', 'ins_1']);
    assert.ok(await resolve('ins_1'));
    assert.deepEqual(imported, ['ins_1']);
  });

  for (const kid of [
    undefined,
    '',
    '__proto__/../x',
    '../../etc/passwd',
    "' or 1=1 --",
    'https://evil.example/jwks.json',
    'x'.repeat(10_240),
  ]) {
    it(`a malformed key id fetches nothing: ${JSON.stringify(kid?.slice(0, 32))}`, async () => {
      const { state, resolve } = setUp();
      assert.equal(await resolve(kid), undefined);
      assert.equal(state.fetches, 0);
    });
  }

  for (const kid of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    it(`a key id named like a property of every object finds no key: ${kid}`, async () => {
      const { resolve } = setUp();
      assert.equal(await resolve(kid), undefined);
    });
  }
});
