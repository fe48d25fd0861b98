import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openStorage } from '../../../src/server/storage/open-storage.ts';
import { StorageUnavailable } from '../../../src/server/storage/storage-errors.ts';
import { watchStorage } from '../../../src/server/storage/watch-storage.ts';

const REASON = 'The database (Postgres clerk at db.example:5432) cannot be used: connect ECONNREFUSED.';

/** A storage that can be unreachable or read-only, and the lines that are logged about it. */
async function open() {
  const real = await openStorage('sqlite::memory:');
  const lines: string[] = [];
  const state = { isAway: false, isReadOnly: false };
  const fails = (name: string) => state.isAway || (state.isReadOnly && name !== 'getSetting');
  const breakable = new Proxy(real, {
    get(target, name, receiver) {
      const away = () => Promise.reject(new StorageUnavailable(REASON));
      return fails(String(name)) && name !== 'close' ? away : Reflect.get(target, name, receiver);
    },
  });
  const waiting = new Set<() => void>();
  const write = (level: string) => (message: string, fields?: Record<string, unknown>) => {
    lines.push(JSON.stringify({ level, message, ...fields }));
    for (const look of waiting) look();
  };
  const logger = { info: write('info'), warn: write('warn'), error: write('error') };
  /** Resolves when there are that many lines. */
  const count = (wanted: number) =>
    new Promise<void>((resolve) => {
      const look = () => lines.length >= wanted && resolve();
      waiting.add(look);
      look();
    });
  return { real, lines, state, count, storage: watchStorage(breakable, logger, 5) };
}

describe('the log', () => {
  it('the server logs once that the database is lost and why, and once that it is back, however many requests fail', async () => {
    const { real, lines, state, count, storage } = await open();
    await storage.getSetting('any');
    for (let round = 1; round <= 2; round++) {
      state.isAway = true;
      for (let i = 0; i < 50; i++) await assert.rejects(storage.getSetting('any'), StorageUnavailable);
      await assert.rejects(
        storage.transaction(async () => 1),
        StorageUnavailable,
      );
      assert.equal(lines.length, 2 * round - 1);
      state.isAway = false;
      await count(2 * round);
      await storage.getSetting('any');
    }
    assert.equal(lines.length, 4);
    assert.ok(lines[0]?.includes(REASON));
    assert.match(lines[0] ?? '', /"level":"error","message":"The database is lost\."/);
    assert.match(lines[1] ?? '', /"level":"warn","message":"The database is back\.","lostForMs":\d+,"failures":51/);
    await real.close();
  });

  it('the server does not log that the database is back while it answers reads only', async () => {
    const { real, lines, state, count, storage } = await open();
    state.isReadOnly = true;
    for (let i = 0; i < 20; i++) {
      await assert.rejects(storage.insertSettingOnce('any', 'value'), StorageUnavailable);
      await storage.getSetting('any');
    }
    assert.equal(lines.length, 1);
    state.isReadOnly = false;
    await count(2);
    await real.close();
  });

  it('the server logs nothing when the database is not at fault', async () => {
    const { real, lines, storage } = await open();
    await assert.rejects(
      storage.transaction(() => Promise.reject(new Error('The code is wrong.'))),
      /wrong/,
    );
    assert.deepEqual(lines, []);
    await real.close();
  });
});
