import type { OpenServer } from '../serve/open-server.ts';
import { applySeed } from './apply-seed.ts';
import type { SeededUser } from './emulator-types.ts';
import type { Seed } from './seed.ts';

/** A server with the data since a reset. */
interface Generation {
  readonly server: OpenServer;
  readonly users: SeededUser[];
  readonly running: Set<Promise<unknown>>;
}

/** The servers of an emulator, one after the other. */
export interface Generations {
  readonly users: SeededUser[];
  /** Runs work on the present server, which stays open until the work is done. */
  run<T>(work: (server: OpenServer) => Promise<T>): Promise<T>;
  /**
   * Opens a server with a seed, and puts it in the place of the present one.
   *
   * @param before runs first, when it is the turn of this call
   */
  renew(seed: Seed, before: () => void): Promise<SeededUser[]>;
  close(): Promise<void>;
}

/**
 * Keeps the present server of an emulator. A reset opens a new server on a new database and exchanges the two, so a
 * request that is being answered meanwhile sees the old data to its end and changes nothing in the new ones.
 *
 * @param open opens a server on an empty database
 * @param seed the first seed
 */
export async function openGenerations(open: () => Promise<OpenServer>, seed: Seed): Promise<Generations> {
  let current = await openWith(seed);
  let renewing: Promise<unknown> = Promise.resolve();
  const retiring = new Set<Promise<void>>();

  async function openWith(given: Seed): Promise<Generation> {
    const server = await open();
    try {
      return { server, users: await applySeed(server.services, given), running: new Set() };
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  async function retire({ server, running }: Generation): Promise<void> {
    await Promise.allSettled(running);
    await server.close();
  }

  async function exchange(given: Seed, first: () => void): Promise<SeededUser[]> {
    first();
    const before = current;
    current = await openWith(given);
    const retired = retire(before).finally(() => retiring.delete(retired));
    retiring.add(retired);
    return current.users;
  }

  return {
    get users() {
      return current.users;
    },
    async run(work) {
      const { server, running } = current;
      const done = work(server);
      running.add(done);
      try {
        return await done;
      } finally {
        running.delete(done);
      }
    },
    renew(given, before) {
      // One after the other: the last one that was asked for is the one that stays.
      const renewed = renewing.then(() => exchange(given, before));
      renewing = renewed.catch(() => {});
      return renewed;
    },
    async close() {
      await renewing;
      await Promise.all([retire(current), ...retiring]);
    },
  };
}
