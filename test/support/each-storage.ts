import { after, afterEach, before, describe, it, type TestFn } from 'node:test';
import { getTestInstance, type TestInstance, type TestInstanceOptions } from './instance.ts';

/** Opens an instance on the storage under test, and closes it when the test ends. */
export type Open = (options?: Omit<TestInstanceOptions, 'storage'>) => Promise<TestInstance>;

type StorageUnderTest = 'sqlite' | 'pglite';

/** What `onSqlite` opens; a test of `itOnBoth` changes it while it runs. */
let current: StorageUnderTest = 'sqlite';

/** Runs a suite on SQLite and on Postgres. */
export function onEachStorage(title: string, tests: (open: Open, storage: StorageUnderTest) => void): void {
  for (const storage of ['sqlite', 'pglite'] as const) {
    describe(`${title} (${storage === 'sqlite' ? 'SQLite' : 'Postgres'})`, () =>
      tests(
        opener(() => storage),
        storage,
      ));
  }
}

/**
 * Runs a suite on SQLite. Its tests ask how routes behave; test/contract asks both databases what each statement does.
 * What depends on the transactions and locks of a database is declared by `itOnBoth`.
 */
export function onSqlite(title: string, tests: (open: Open) => void): void {
  describe(title, () => tests(opener(() => current)));
}

/** Declares a test of a suite of `onSqlite` which runs on Postgres as well. */
export function itOnBoth(name: string, test: TestFn): void {
  it(name, test);
  describe('on Postgres', () => {
    before(() => {
      current = 'pglite';
    });
    after(() => {
      current = 'sqlite';
    });
    it(name, test);
  });
}

function opener(storage: () => StorageUnderTest): Open {
  const opened: TestInstance[] = [];
  afterEach(async () => {
    for (const instance of opened.splice(0)) await instance.close();
  });
  return async (options = {}) => {
    const instance = await getTestInstance({ ...options, storage: storage() });
    opened.push(instance);
    return instance;
  };
}
