import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type ClerkServer, type ConfigInput, createServer } from '../../../src/entries/server.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { createHttpCache } from '../../support/http-cache.ts';
import { runFake, writeBuild } from '../../support/releases.ts';

const ORIGIN = 'https://clerk.example.com';
const [OLD, NEW] = ['1.0.7', '1.0.8'];
const MINUTE = 60_000;
/** Divides neither a cache's life nor a minute, so that loads come at every point of both. */
const STEP = 7_000;

/** What the pages of a browser have: the version of each script, and the name of the application. */
interface State {
  versions: string[];
  name: string | undefined;
}

/** Two nodes share a database behind a balancer and caches, and each browser has a cache too. */
describe('behind caches, while nodes are replaced', () => {
  const clock = new FakeClock();
  const nodes: ClerkServer[] = [];
  /** The versions that have been published. */
  const versions = new Set([OLD]);
  const builds: Record<string, string> = {};
  let folder: string;
  let turn = 0;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clerk-caches-'));
    for (const version of [OLD, NEW]) builds[version] = await writeBuild(folder, version);
    nodes.push(await start(OLD), await start(OLD));
  });
  after(async () => {
    for (const node of nodes) await node.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(version: string, over: Partial<ConfigInput> = {}) {
    const config = {
      url: ORIGIN,
      databaseUrl: `sqlite:${path.join(folder, 'clerk.db')}`,
      applicationName: 'Before',
      cdnDir: builds[version],
      smtp: { url: 'smtp://127.0.0.1:1', from: 'no-reply@example.com' },
      ...over,
    };
    return createServer(config, { env: {}, clock, logger: { info() {}, warn() {}, error() {} } });
  }

  /** Replaces the node that runs longest. */
  async function replaceOne(version: string, over: Partial<ConfigInput> = {}): Promise<void> {
    nodes.push(await start(version, over));
    versions.add(version);
    await nodes.shift()?.close();
  }

  /** Sends each request to the next node. */
  const balance = (request: Request) => (nodes[turn++ % nodes.length] as ClerkServer).fetch(request);
  const shared = createHttpCache(clock, balance);
  /** They load pages all the time, through one more cache. */
  const busy = Array.from({ length: 3 }, () => createHttpCache(clock, shared));
  /** Each of them loads a page, and the next one some time later. The cache in front of the site is as idle. */
  const idle = Array.from({ length: (2 * MINUTE) / STEP }, () =>
    createHttpCache(clock, createHttpCache(clock, balance)),
  );

  /** Loads both scripts, and checks that a script has files of one version. Returns what the pages of a browser have. */
  async function load(browser: typeof shared): Promise<State> {
    const found: State = { versions: [], name: undefined };
    for (const file of ['/clerk.js?elements=sign-in', '/npm/clerk-widgets@1/dist/clerk.js']) {
      const { ran, settings } = runFake(await (await browser(new Request(ORIGIN + file))).text());
      const versions = new Set(ran.map((name) => name.split(' ')[1] as string));
      assert.equal(versions.size, 1, `${file} has files of one version`);
      found.versions.push(...versions);
      found.name ??= settings?.environment.display_config.application_name;
    }
    return found;
  }

  /** Loads pages for two minutes after a change, and checks that all have the new state from one minute on. */
  async function change(apply: () => Promise<void>, version: string, name = 'Before'): Promise<void> {
    for (const browser of [...busy, ...idle]) await load(browser);
    await apply();
    const start = clock.now();
    for (const browser of idle) {
      const isDue = clock.now() - start >= MINUTE;
      for (const each of [...busy, browser]) {
        const found = await load(each);
        if (isDue) assert.deepEqual(found, { versions: [version, version], name });
      }
      for (const published of versions) for (const node of nodes) await needChunk(node, published);
      clock.advance(STEP);
    }
  }

  /** An open tab, of whichever version, gets its files from every node. */
  async function needChunk(node: ClerkServer, version: string): Promise<void> {
    const chunk = `dist/chunks/user-button-${version.replaceAll('.', '')}.js`;
    const answer = await node.fetch(new Request(`${ORIGIN}/npm/clerk-widgets@${version}/${chunk}`));
    assert.deepEqual([answer.status, await answer.text()], [200, `ran.push('user-button ${version}');\n`]);
    assert.match(answer.headers.get('Cache-Control') ?? '', /immutable/);
  }

  it('pages keep the version of the oldest node', async () => {
    await change(() => replaceOne(NEW), OLD);
  });

  it('pages have a new version a minute after the last node was replaced', async () => {
    await change(() => replaceOne(NEW), NEW);
  });

  it('pages have the earlier version a minute after the first node was rolled back', async () => {
    await change(() => replaceOne(OLD), OLD);
    await change(() => replaceOne(OLD), OLD);
  });

  it('pages have a new configuration a minute after the last node was restarted with it', async () => {
    const tagOf = async () => (await balance(new Request(`${ORIGIN}/clerk.js`))).headers.get('ETag');
    const before = await tagOf();
    await replaceOne(OLD, { applicationName: 'After' });
    await change(() => replaceOne(OLD, { applicationName: 'After' }), OLD, 'After');
    assert.notEqual(await tagOf(), before);
  });
});
