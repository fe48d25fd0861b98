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

/** Two nodes share a database behind a balancer and a cache, and each browser has a cache too. */
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

  const shared = createHttpCache(clock, (request) => {
    const node = nodes[turn++ % nodes.length] as ClerkServer;
    return node.fetch(request);
  });
  const browsers = Array.from({ length: 3 }, () => createHttpCache(clock, shared));

  /** Loads both scripts in each browser, and checks that a script has files of one version. Returns what pages have. */
  async function load(): Promise<{ versions: string[]; names: string[] }> {
    const seen = new Set<string>();
    const names = new Set<string>();
    for (const browser of browsers) {
      for (const file of ['/clerk.js?elements=sign-in', '/npm/clerk-widgets@1/dist/clerk.js']) {
        const { ran, settings } = runFake(await (await browser(new Request(ORIGIN + file))).text());
        const found = new Set(ran.map((name) => name.split(' ')[1] as string));
        assert.equal(found.size, 1, `${file} has files of one version`);
        for (const version of found) seen.add(version);
        const { environment } = (settings ?? {}) as { environment?: { display_config: { application_name: string } } };
        if (environment) names.add(environment.display_config.application_name);
      }
    }
    return { versions: [...seen], names: [...names] };
  }

  /** Loads pages for two minutes, and checks that all have the new state from one minute on. */
  async function settle(expected: { versions: string[]; names: string[] }): Promise<void> {
    const start = clock.now();
    while (clock.now() - start < 2 * MINUTE) {
      const loaded = await load();
      if (clock.now() - start >= MINUTE) assert.deepEqual(loaded, expected);
      for (const version of versions) for (const node of nodes) await needChunk(node, version);
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
    await settle({ versions: [OLD], names: ['Before'] });
    await replaceOne(NEW);
    await settle({ versions: [OLD], names: ['Before'] });
  });

  it('pages have a new version a minute after the last node was replaced', async () => {
    await replaceOne(NEW);
    await settle({ versions: [NEW], names: ['Before'] });
  });

  it('pages have the earlier version a minute after the first node was rolled back', async () => {
    await replaceOne(OLD);
    await settle({ versions: [OLD], names: ['Before'] });
    await replaceOne(OLD);
    await settle({ versions: [OLD], names: ['Before'] });
  });

  it('pages have a new configuration a minute after the last node was restarted with it', async () => {
    const tagOf = async () => (await shared(new Request(`${ORIGIN}/clerk.js`))).headers.get('ETag');
    const before = await tagOf();
    for (const _ of [1, 2]) await replaceOne(OLD, { applicationName: 'After' });
    await settle({ versions: [OLD], names: ['After'] });
    assert.notEqual(await tagOf(), before);
  });
});
