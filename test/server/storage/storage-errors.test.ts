import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it, mock } from 'node:test';
import { openDialect, openStorage } from '../../../src/server/storage/open-storage.ts';
import { sqliteDialect } from '../../../src/server/storage/sqlite.ts';
import { StorageUnavailable, TransactionConflict, toStorageError } from '../../../src/server/storage/storage-errors.ts';
import { getTestInstance } from '../../support/instance.ts';

const PLACE = 'Postgres clerk at db.example:5432';
const driverError = (fields: object, message = 'as the driver says') => Object.assign(new Error(message), fields);

describe('an error of the database', () => {
  const away = {
    'a read-only standby (25006)': { code: '25006' },
    'a shutdown (57P01)': { code: '57P01' },
    'a crash (57P02)': { code: '57P02' },
    'a server that starts or recovers (57P03)': { code: '57P03' },
    'recovery mode (55000)': { code: '55000' },
    'too many connections (53300)': { code: '53300' },
    'a full disk (53100)': { code: '53100' },
    'no memory (53200)': { code: '53200' },
    'a disk that fails (58030)': { code: '58030' },
    'a damaged table (XX001)': { code: 'XX001' },
    'a statement that took too long (57014)': { code: '57014' },
    'a lock that took too long (55P03)': { code: '55P03' },
    'a transaction that stood still (25P03)': { code: '25P03' },
    'a password that was changed (28P01)': { code: '28P01' },
    'a database that was dropped (3D000)': { code: '3D000' },
    'a right that was taken away (42501)': { code: '42501' },
    'a connection that failed (08006)': { code: '08006' },
    'no way to the host (EHOSTUNREACH)': { code: 'EHOSTUNREACH' },
    'a name that does not resolve (ENOTFOUND)': { code: 'ENOTFOUND' },
    'a file that is busy (SQLITE_BUSY)': { errcode: 5 },
    'a read-only file (SQLITE_READONLY)': { errcode: 8 },
    'a moved file (SQLITE_READONLY_DBMOVED)': { errcode: 1032 },
    'a disk that fails (SQLITE_IOERR_FSYNC)': { errcode: 1034 },
    'a broken file (SQLITE_CORRUPT)': { errcode: 11 },
    'a full disk (SQLITE_FULL)': { errcode: 13 },
    'no database any more (SQLITE_NOTADB)': { errcode: 26 },
  };
  for (const [name, fields] of Object.entries(away)) {
    it(`reports the storage as unavailable for ${name}, with the database and the reason`, () => {
      const error = toStorageError(driverError(fields), PLACE);
      assert.ok(error instanceof StorageUnavailable);
      assert.match(error.message, /Postgres clerk at db\.example:5432.*as the driver says \([A-Z0-9_]+\)/);
    });
  }

  it('the storage keeps an error that is about a statement as it is', () => {
    for (const fields of [
      { code: '42P01' },
      { code: '22001' },
      { code: '23502' },
      { errcode: 1 },
      { errcode: 19 },
      {},
    ]) {
      const error = driverError(fields);
      assert.equal(toStorageError(error, PLACE), error);
    }
  });

  it('answers 503, not 500, when a transaction loses every conflict', async () => {
    const instance = await getTestInstance({
      wrapStorage: (storage) => ({ ...storage, transaction: () => Promise.reject(new TransactionConflict('lost')) }),
    });
    const answer = await instance.browser().post('/v1/client/sign_ups', { email_address: 'ada@example.com' });
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '2']);
    await instance.close();
  });
});

describe('a SQLite file', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'clerk-sqlite-faults-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('fails all requests after one wait while another process holds the SQLite file, not after one wait each', async () => {
    const file = path.join(folder, 'busy.db');
    const storage = await openDialect(sqliteDialect(file, 60_000), undefined, 'busy.db');
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    const impatient = await openDialect(sqliteDialect(file, 1), undefined, 'busy.db').catch((error: unknown) => error);
    assert.ok(impatient instanceof StorageUnavailable, 'A node that starts meanwhile says so.');
    other.exec('rollback');
    const quick = await openDialect(sqliteDialect(file, 100), undefined, 'busy.db');
    other.exec('begin immediate');
    const pauses = mock.method(globalThis, 'setTimeout');
    const pings = await Promise.allSettled(Array.from({ length: 40 }, () => quick.ping()));
    assert.ok(pings.every((ping) => ping.status === 'rejected' && ping.reason instanceof StorageUnavailable));
    // One wait of 100 ms has at most 20 pauses of 5 ms, and each wait has at least one.
    const count = pauses.mock.callCount();
    assert.ok(count > 0 && count < pings.length, `${count} pauses`);
    pauses.mock.restore();
    other.exec('rollback');
    await quick.ping();
    await storage.ping();
    other.close();
    await storage.close();
    await quick.close();
  });

  it('refuses to start on a SQLite file that is damaged, and says so', async () => {
    const file = path.join(folder, 'broken.db');
    writeFileSync(file, Buffer.alloc(65_536, 'not a database'));
    await assert.rejects(openStorage(`sqlite:${file}`), (error: Error) => {
      assert.equal(error.name, 'StorageUnavailable');
      assert.match(
        error.message,
        /SQLite file .*broken\.db\) cannot be used: file is not a database \(SQLITE_NOTADB\)/,
      );
      return true;
    });
  });
});
