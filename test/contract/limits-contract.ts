import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { LOCKOUT } from '../../src/server/users/lockout.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { parallel } from '../support/parallel.ts';
import { clientRow, NOW, userRow } from '../support/rows.ts';

const WINDOW = 10_000;

/**
 * What every storage promises about rate limits and about failed tries. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function limitsContract(name: string, open: () => Promise<Storage>): void {
  describe(`limits in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const seed = async (): Promise<void> => {
      await storage.insertClient(clientRow('client_1'));
      await storage.insertUser(userRow('user_1'));
    };
    /** Returns how many hits are allowed at that moment, and how long the next one has to wait. */
    const takeAll = async (max: number, at: number): Promise<[hits: number, wait: number]> => {
      for (let hits = 0; ; hits++) {
        const { allowed, retryAfterMs } = await storage.hitRateLimit('key', max, WINDOW, at);
        if (!allowed) return [hits, retryAfterMs];
      }
    };

    it('a rate limit allows no more hits than its maximum, even to 50 parallel callers', async () => {
      const results = await parallel(50, () => storage.hitRateLimit('key', 5, WINDOW, NOW));
      assert.equal(results.filter((verdict) => verdict.allowed).length, 5);
      const refused = await storage.hitRateLimit('key', 5, WINDOW, NOW + 4_000);
      assert.deepEqual({ ...refused }, { allowed: false, retryAfterMs: 6_000 });
      assert.equal((await storage.hitRateLimit('other', 5, WINDOW, NOW)).allowed, true);
    });

    it('a rate limit allows single hits instead of a second burst when its window ends', async () => {
      await storage.hitRateLimit('key', 5, WINDOW, NOW);
      assert.deepEqual(await takeAll(5, NOW + 9_999), [4, 1]);
      assert.deepEqual(await takeAll(5, NOW + 10_000), [1, 2_000]);
      assert.deepEqual(await takeAll(5, NOW + 11_999), [0, 1]);
      assert.deepEqual(await takeAll(5, NOW + 12_000), [1, 2_000]);
      assert.deepEqual(await takeAll(5, NOW + 19_999), [3, 1]);
      // The same holds for 50 callers at once.
      const results = await parallel(50, () => storage.hitRateLimit('key', 5, WINDOW, NOW + 20_000));
      assert.equal(results.filter((verdict) => verdict.allowed).length, 1);
    });

    it('a rate limit allows its maximum again after a window without hits', async () => {
      assert.deepEqual(await takeAll(5, NOW), [5, 10_000]);
      assert.deepEqual(await takeAll(5, NOW + 20_000), [5, 10_000]);
    });

    it('a rate limit of one forgets a hit when its window ends', async () => {
      assert.deepEqual(await takeAll(1, NOW), [1, 10_000]);
      assert.deepEqual(await takeAll(1, NOW + 10_000), [1, 10_000]);
      assert.deepEqual(await takeAll(1, NOW + 19_999), [0, 1]);
    });

    it('the storage keeps the hits of a rate limit as long as they count', async () => {
      await takeAll(5, NOW);
      await storage.sweep(NOW + 10_000);
      assert.deepEqual(await takeAll(5, NOW + 10_000), [1, 2_000]);
      await storage.sweep(NOW + 30_000);
      assert.deepEqual(await takeAll(5, NOW + 30_000), [5, 10_000]);
    });

    it('a refunded hit is available to the next caller', async () => {
      assert.equal((await storage.hitRateLimit('key', 1, WINDOW, NOW)).allowed, true);
      await storage.refundRateLimit('key');
      assert.equal((await storage.hitRateLimit('key', 1, WINDOW, NOW)).allowed, true);
      assert.equal((await storage.hitRateLimit('key', 1, WINDOW, NOW)).allowed, false);
    });

    it('wrong passwords are delayed from the tenth on and locked at the hundredth, and then count from one again', async () => {
      await seed();
      let now = NOW;
      const waits: number[] = [];
      for (let i = 0; i < 101; i++) {
        const user = await storage.reserveTry('user_1', now, true, LOCKOUT);
        assert.ok(user, `try ${i + 1}`);
        waits.push(Math.max(0, user.retry_at - now));
        now = Math.max(now, user.retry_at);
      }
      assert.deepEqual(waits.slice(0, 12), [0, 0, 0, 0, 0, 0, 0, 0, 0, 1_000, 2_000, 4_000]);
      assert.equal(waits[18], 512_000);
      assert.equal(waits[19], 900_000);
      assert.equal(waits[98], 900_000);
      assert.deepEqual(waits.slice(99), [3_600_000, 0]);
      assert.equal((await storage.findUser('user_1'))?.failed_attempts, 1);
      await storage.clearTries('user_1');
      assert.equal((await storage.reserveTry('user_1', NOW, true, LOCKOUT))?.failed_attempts, 1);
    });

    it('the storage allows no more than ten of 50 parallel password tries', async () => {
      await seed();
      const results = await parallel(50, () => storage.reserveTry('user_1', NOW, true, LOCKOUT));
      assert.equal(results.filter(Boolean).length, 10);
    });

    it('tries without a delay are refused only during a lock, for accounts and for identifiers', async () => {
      await seed();
      for (const [reserve, giveBack] of [
        [storage.reserveTry, storage.returnTry],
        [storage.reserveIdentifierTry, storage.returnIdentifierTry],
      ] as const) {
        for (let i = 0; i < 10; i++) await reserve('user_1', NOW, true, LOCKOUT);
        assert.equal(await reserve('user_1', NOW, true, LOCKOUT), undefined);
        const counted = await reserve('user_1', NOW, false, LOCKOUT);
        assert.deepEqual([counted?.failed_attempts, counted?.retry_at], [11, NOW + 1_000]);
        await giveBack('user_1', null);
        assert.equal(await reserve('user_1', NOW, true, LOCKOUT), undefined, 'the wait stays');
        const results = await parallel(100, () => reserve('user_1', NOW, false, LOCKOUT));
        assert.equal(results.filter(Boolean).length, 90);
        assert.equal(await reserve('user_1', NOW + 3_599_999, false, LOCKOUT), undefined);
        assert.equal((await reserve('user_1', NOW + 3_600_000, false, LOCKOUT))?.failed_attempts, 1);
      }
    });

    it('the storage counts tries for an identifier exactly like tries for an account', async () => {
      await seed();
      let now = NOW;
      for (let i = 0; i < 101; i++) {
        const user = await storage.reserveTry('user_1', now, true, LOCKOUT);
        const identifier = await storage.reserveIdentifierTry('identifier_1', now, true, LOCKOUT);
        assert.deepEqual([identifier?.failed_attempts, identifier?.retry_at], [user?.failed_attempts, user?.retry_at]);
        now = Math.max(now, user?.retry_at ?? 0);
      }
      assert.equal((await storage.findIdentifierTries('identifier_1'))?.failed_attempts, 1);
      const results = await parallel(50, () => storage.reserveIdentifierTry('identifier_2', NOW, true, LOCKOUT));
      assert.equal(results.filter(Boolean).length, 10);
    });
  });
}
