import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { StorageUnavailable } from '../../../src/server/storage/storage-errors.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { DATABASES, libraryOf, type SharedDatabase, startNode } from '../../support/releases.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** A node that says nothing for this long is taken for gone. */
const GONE = 120_000;
const filesOf = (version: string) => ({
  'clerk.js': `/* ${version} */`,
  [`chunks/sign-up-${version.replaceAll('.', '')}.js`]: `export const version = '${version}';`,
});
const libraryWith = (...versions: string[]) =>
  libraryOf(Object.fromEntries(versions.map((version) => [version, filesOf(version)])));
const chunkOf = (version: string) => `@${version}/dist/chunks/sign-up-${version.replaceAll('.', '')}.js`;

for (const [title, openDatabase] of Object.entries(DATABASES)) {
  describe(`the releases on ${title}`, () => {
    let database: SharedDatabase;
    let clock: FakeClock;
    before(async () => {
      database = await openDatabase();
    });
    beforeEach(async () => {
      clock = new FakeClock();
      // A new schema for each test would take longer than the tests.
      const storage = await database.connect();
      await storage.deleteOldBrowserBuilds(Number.MAX_SAFE_INTEGER, 0);
      await storage.deleteExpiredNodes(Number.MAX_SAFE_INTEGER);
    });
    afterEach(() => database.disconnect());
    after(() => database.close());
    const start = async (version: string, over: Parameters<typeof startNode>[1] | object = {}) =>
      startNode(libraryWith(version), { storage: await database.connect(), clock, ...over });

    it('every node serves every release during an upgrade, a rollback of half the nodes, and after it', async () => {
      const [a1, a2] = [await start('1.0.0'), await start('1.0.0')];
      const b1 = await start('1.0.1');
      for (const node of [a1, a2, b1]) {
        assert.equal(await node.named('1'), '1.0.0', 'half-way');
        for (const version of ['1.0.0', '1.0.1']) {
          const script = await node.get(`@${version}/dist/clerk.js`);
          assert.equal(await script.text(), `/* ${version} */`);
          assert.match(script.headers.get('Cache-Control') ?? '', /immutable/);
          assert.equal((await node.get(chunkOf(version))).status, 200);
        }
      }
      await a1.close();
      await a2.close();
      const b2 = await start('1.0.1');
      for (const node of [b1, b2]) {
        assert.equal(await node.named('1'), '1.0.1', 'upgraded');
        assert.equal((await node.get(chunkOf('1.0.0'))).status, 200);
      }
      await b2.close();
      const a3 = await start('1.0.0');
      for (const node of [b1, a3]) assert.equal(await node.named('1'), '1.0.0', 'half rolled back');
      await b1.close();
      assert.equal(await a3.named('1'), '1.0.0', 'rolled back');
      assert.equal(await a3.named('1.0.1'), undefined);
      assert.equal((await a3.get(chunkOf('1.0.1'))).status, 200);
    });

    it('a node finds a release that was stored since its last refresh', async () => {
      const a = await start('1.0.0');
      await start('1.0.1');
      assert.equal((await a.get('@1.0.1/dist/clerk.js')).status, 200);
      assert.equal((await a.get('@1.0.2/dist/clerk.js')).status, 404);
    });

    it('every node serves the same hashes of a build', async () => {
      const a = await start('1.0.0');
      const b = await start('1.0.1');
      const [own, stored] = await Promise.all([a, b].map((node) => node.get('@1.0.0/integrity.json')));
      const hashes = await own?.json();
      assert.equal(Object.keys(hashes).length, 2);
      assert.deepEqual(await stored?.json(), hashes);
    });

    it('a node without files of its own serves the releases of others', async () => {
      await start('1.0.0');
      const bare = await startNode(new Map(), { storage: await database.connect(), clock });
      assert.equal(await bare.named('1'), '1.0.0');
      assert.equal(await (await bare.get('@1.0.0/dist/clerk.js')).text(), '/* 1.0.0 */');
    });

    it('many nodes that start at once store a release once', async () => {
      const storages = await Promise.all(Array.from({ length: 8 }, () => database.connect()));
      const own = libraryWith('1.0.0', '0.9.0');
      await Promise.all(storages.map((storage) => startNode(own, { storage, clock })));
      assert.equal((await storages[0]?.listBrowserBuilds())?.length, 2);
    });

    it('a release is not served before all of its files are stored', async () => {
      const storage = await database.connect();
      const broken: Storage = {
        ...storage,
        transaction: (work) =>
          storage.transaction((tx) =>
            work({
              ...tx,
              insertBrowserFiles: async ([first]) => {
                if (first) await tx.insertBrowserFiles([first]);
                throw new Error('killed');
              },
            }),
          ),
      };
      await assert.rejects(start('1.0.1', { storage: broken }), /killed/);
      const a = await start('1.0.0');
      assert.equal(await a.named('1'), '1.0.0');
      assert.equal((await a.get('@1.0.1/dist/clerk.js')).status, 404);
      const again = await start('1.0.1');
      assert.equal((await a.get(chunkOf('1.0.1'))).status, 200);
      await again.close();
    });

    it('ranges move on two minutes after a node has died', async () => {
      await start('1.0.0');
      const b = await start('1.0.1');
      clock.advance(GONE - 1);
      assert.equal(await b.named('1'), '1.0.0');
      clock.advance(1);
      assert.equal(await b.named('1'), '1.0.1');
    });

    it('ranges follow every node that keeps noting that it is alive', async () => {
      const a = await start('1.0.0');
      const b = await start('1.0.1');
      for (let past = 0; past < 3 * GONE; past += GONE / 4) {
        clock.advance(GONE / 4);
        await a.refresh();
        assert.equal(await b.named('1'), '1.0.0');
      }
    });

    it('a release is kept for the configured time after the last node that had it, and no longer', async () => {
      const a = await start('1.0.0', { keepDays: 30 });
      const b = await start('1.0.1', { keepDays: 30 });
      clock.advance(60 * DAY);
      await a.sweep();
      await a.close();
      clock.advance(30 * DAY);
      await b.sweep();
      assert.equal((await b.get(chunkOf('1.0.0'))).status, 200);
      clock.advance(1);
      await b.sweep();
      assert.equal((await b.get(chunkOf('1.0.0'))).status, 404);
      assert.equal((await b.get(chunkOf('1.0.1'))).status, 200);
      assert.equal(
        await database
          .connect()
          .then((storage) => storage.listNodeVersions(0))
          .then(String),
        '1.0.1',
      );
    });

    it('a running node stores its release again when a database without it was restored', async () => {
      const a = await start('1.0.0');
      const b = await start('1.0.1');
      const storage = await database.connect();
      for (const { id } of await storage.listBrowserBuilds()) await storage.deleteBrowserBuild(id);
      clock.advance(30_000);
      await a.refresh();
      assert.equal((await b.get(chunkOf('1.0.0'))).status, 200);
    });

    it('the newer of two builds of a version is served, and the files of both for a day', async () => {
      const old = await startNode(libraryOf({ '1.0.0': { 'clerk.js': 'old', 'chunks/old.js': 'old' } }), {
        storage: await database.connect(),
        clock,
      });
      await old.close();
      clock.advance(HOUR);
      const rebuilt = await startNode(libraryOf({ '1.0.0': { 'clerk.js': 'new', 'chunks/new.js': 'new' } }), {
        storage: await database.connect(),
        clock,
      });
      const other = await start('1.0.1');
      for (const node of [rebuilt, other]) {
        assert.equal(await (await node.get('@1.0.0/dist/clerk.js')).text(), 'new');
        assert.equal(await (await node.get('@1.0.0/dist/chunks/new.js')).text(), 'new');
        assert.equal(await (await node.get('@1.0.0/dist/chunks/old.js')).text(), 'old');
      }
      clock.advance(DAY);
      await rebuilt.sweep();
      await other.refresh();
      assert.equal((await other.get('@1.0.0/dist/chunks/old.js')).status, 404);
      assert.equal((await other.get('@1.0.0/dist/chunks/new.js')).status, 200);
    });

    it('a build that was written into the database without the key is not served', async () => {
      const a = await start('1.0.0');
      const errors: string[] = [];
      const logger = { info() {}, warn() {}, error: (message: string) => errors.push(message) };
      const stranger = libraryOf({ '1.0.9': { 'clerk.js': 'evil()' } });
      await startNode(stranger, { storage: await database.connect(), clock, secret: new Uint8Array(32).fill(8) });
      const b = await start('1.0.1', { logger });
      assert.equal((await b.get('@1.0.9/dist/clerk.js')).status, 404);
      assert.equal((await a.get('@1.0.9/dist/clerk.js')).status, 404);
      assert.deepEqual(errors, ['A build in the database was not written by this instance.']);
    });

    it('a range resolves although a node has stored a malformed version', async () => {
      const storage = await database.connect();
      await storage.noteNode({ id: 'node_x', version: 'none', expires_at: clock.now() + GONE });
      assert.equal(await (await start('1.0.0')).named('1'), '1.0.0');
    });

    it('a file whose content was changed in the database is not served', async () => {
      await start('1.0.0');
      const storage = await database.connect();
      const evil = await libraryOf({ x: { 'clerk.js': 'evil()' } })
        .get('x')
        ?.get('clerk.js')
        ?.bytes('br');
      const b = await start('1.0.1', { storage: { ...storage, findBrowserFile: async () => evil } });
      for (const file of ['@1.0.0/dist/clerk.js', chunkOf('1.0.0')]) await assert.rejects(b.get(file), /damaged/);
    });

    it('a node that has the release repairs a changed build', async () => {
      const storage = await database.connect();
      await start('1.0.0', { secret: new Uint8Array(32).fill(8) });
      await start('1.0.0');
      const b = await start('1.0.1');
      assert.equal((await b.get(chunkOf('1.0.0'))).status, 200);
      assert.equal((await storage.listBrowserBuilds()).length, 2);
    });
  });
}

describe('without the database', () => {
  it('a node without its database serves its own files, resolves ranges as before, and answers 503 for other files', async () => {
    const database = await (DATABASES.SQLite as () => Promise<SharedDatabase>)();
    const clock = new FakeClock();
    const storage = await database.connect();
    let isAway = false;
    const flaky = new Proxy(storage, {
      get: (target, name: keyof Storage) => {
        if (isAway && /Browser|Node/.test(name)) return () => Promise.reject(new StorageUnavailable('away'));
        return target[name];
      },
    });
    await startNode(libraryWith('1.0.0'), { storage, clock });
    const b = await startNode(libraryWith('1.0.1'), { storage: flaky, clock });
    isAway = true;
    clock.advance(10 * GONE);
    await assert.rejects(b.refresh(), StorageUnavailable);
    assert.equal(await b.resolve('1'), '1.0.0');
    assert.equal((await b.get(chunkOf('1.0.1'))).status, 200);
    await assert.rejects(b.get(chunkOf('1.0.0')), StorageUnavailable);
    await assert.rejects(b.get('@1.0.5/dist/clerk.js'), StorageUnavailable);
    isAway = false;
    assert.equal((await b.get(chunkOf('1.0.0'))).status, 200);
    assert.equal(await b.named('1'), '1.0.1');
    await b.close();
    await database.close();
  });
});
