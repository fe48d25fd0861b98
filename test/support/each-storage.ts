import { afterEach, describe } from 'node:test';
import { getTestInstance, type TestInstance, type TestInstanceOptions } from './instance.ts';

/** Opens an instance on the storage under test, and closes it when the test ends. */
export type Open = (options?: Omit<TestInstanceOptions, 'storage'>) => Promise<TestInstance>;

/** Runs a suite on SQLite and on Postgres. */
export function onEachStorage(title: string, tests: (open: Open, storage: 'sqlite' | 'pglite') => void): void {
  for (const storage of ['sqlite', 'pglite'] as const) {
    describe(`${title} (${storage === 'sqlite' ? 'SQLite' : 'Postgres'})`, () => {
      const opened: TestInstance[] = [];
      afterEach(async () => {
        for (const instance of opened.splice(0)) await instance.close();
      });
      tests(async (options = {}) => {
        const instance = await getTestInstance({ ...options, storage });
        opened.push(instance);
        return instance;
      }, storage);
    });
  }
}
