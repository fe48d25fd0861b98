import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Storage } from '../../src/server/storage/storage.ts';
import { dayOf, startOf } from '../../src/server/storage/tables/statistics-table.ts';
import { userRow } from '../support/rows.ts';

const DAY = 86_400_000;
/** A Wednesday at noon. */
const NOW = Date.UTC(2026, 10, 25, 12);
const MONDAY = dayOf(Date.UTC(2026, 10, 23));
const TODAY = MONDAY + 2;

/**
 * What every storage promises about the figures of the overview. Run on each implementation.
 *
 * @param open a new, empty database
 */
export function statisticsContract(name: string, open: () => Promise<Storage>): void {
  describe(`figures in the storage: ${name}`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });
    afterEach(() => storage.close());
    const sinceDays = (days: number) => TODAY - days;

    it('the storage counts sign-ups by day and by week, which begin at midnight UTC and on Monday', async () => {
      const times = [
        NOW,
        NOW,
        Date.UTC(2026, 10, 25),
        Date.UTC(2026, 10, 25) - 1,
        Date.UTC(2026, 10, 23),
        Date.UTC(2026, 10, 23) - 1,
        NOW - 30 * DAY,
      ];
      for (const [index, created_at] of times.entries()) {
        await storage.insertUser(userRow(`user_${index}`, { created_at }));
      }
      assert.deepEqual(await storage.countSignUps(sinceDays(7), 'day'), [
        { day: MONDAY - 1, count: 1 },
        { day: MONDAY, count: 1 },
        { day: TODAY - 1, count: 1 },
        { day: TODAY, count: 3 },
      ]);
      assert.deepEqual(await storage.countSignUps(sinceDays(14), 'week'), [
        { day: MONDAY - 7, count: 1 },
        { day: MONDAY, count: 5 },
      ]);
      assert.deepEqual(await storage.countSignUps(TODAY + 1, 'day'), []);
      for (const day of [0, MONDAY - 1, MONDAY, TODAY, MONDAY + 6]) {
        assert.equal(new Date(startOf(day, 'week') * DAY).getUTCDay(), 1);
      }
    });

    it('the storage counts a user who was active once a day, and once a week', async () => {
      for (const id of ['user_1', 'user_2']) await storage.insertUser(userRow(id));
      await Promise.all([1, 2, 3].map((hour) => storage.noteActiveDay('user_1', NOW + hour)));
      await storage.noteActiveDay('user_1', NOW - DAY);
      await storage.noteActiveDay('user_2', NOW - DAY);
      await storage.noteActiveDay('user_2', NOW - 3 * DAY);
      // One who is gone was not active.
      await storage.noteActiveDay('user_3', NOW);
      assert.deepEqual(await storage.countActiveUsers(sinceDays(7), 'day'), [
        { day: TODAY - 3, count: 1 },
        { day: TODAY - 1, count: 2 },
        { day: TODAY, count: 1 },
      ]);
      assert.deepEqual(await storage.countActiveUsers(MONDAY - 7, 'week'), [
        { day: MONDAY - 7, count: 1 },
        { day: MONDAY, count: 2 },
      ]);
    });

    it('a user who is deleted takes the active days along, and the sweep keeps those of twelve weeks', async () => {
      for (const id of ['user_1', 'user_2']) await storage.insertUser(userRow(id));
      for (const id of ['user_1', 'user_2']) await storage.noteActiveDay(id, NOW - 84 * DAY);
      await storage.noteActiveDay('user_2', NOW - 93 * DAY);
      await storage.deleteUser('user_1');
      await storage.sweep(NOW);
      assert.deepEqual(await storage.countActiveUsers(0, 'day'), [{ day: TODAY - 84, count: 1 }]);
    });
  });
}
