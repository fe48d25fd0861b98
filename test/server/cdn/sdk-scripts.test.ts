import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type ClerkServer, createServer } from '../../../src/entries/server.ts';
import { VERSION } from '../../../src/protocol/version.ts';
import { createSdkScripts } from '../../../src/server/cdn/sdk-scripts.ts';
import { openStorage } from '../../../src/server/storage/open-storage.ts';
import { fakeBuild, libraryOf, runFake, startNode, writeBuild } from '../../support/releases.ts';

const URL_OF_API = 'https://clerk.example.com';
const quiet = { logger: { debug() {}, info() {}, warn() {}, error() {} } };

describe('the script addresses of Clerk’s SDKs', () => {
  let folder = '';
  let server: ClerkServer;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clerk-sdk-'));
    server = await open({});
  });
  after(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (input: Partial<Parameters<typeof createServer>[0]>) =>
    createServer(
      {
        url: URL_OF_API,
        databaseUrl: 'sqlite::memory:',
        proxyPaths: ['/__clerk', '/api/auth'],
        testMode: true,
        forceTestMode: true,
        cdnDir: await writeBuild(folder, VERSION),
        ...input,
      },
      quiet,
    );
  const get = (file: string, headers: Record<string, string> = {}, method = 'GET', from = server) =>
    from.fetch(new Request(URL_OF_API + file, { headers, method }));

  for (const file of [
    '/npm/@clerk/clerk-js@6/dist/clerk.browser.js',
    '/npm/@clerk/clerk-js@5/dist/clerk.browser.js',
    '/npm/@clerk/clerk-js@6.40.0/dist/clerk.browser.js',
    '/npm/@clerk/clerk-js@%5E6.1.0/dist/clerk.browser.js',
    '/npm/@clerk/clerk-js@canary/dist/clerk.browser.js',
    '/npm/@clerk/clerk-js@6.41.0-snapshot.v20260101/dist/clerk.browser.js',
    '/npm/@clerk/clerk-js/dist/clerk.browser.js',
    '/npm/@clerk/clerk-js@5/dist/clerk.headless.browser.js',
    '/npm/@clerk/clerk-js@6/dist/clerk.legacy.browser.js',
    '/npm/@clerk/clerk-js@6/dist/clerk.channel.browser.js',
    '/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js',
    '/api/auth/npm/@clerk/clerk-js@6/dist/clerk.browser.js',
  ]) {
    it(`${file} is the sign-in and the bridge of this package, called with key and environment`, async () => {
      const answer = await get(file);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/javascript; charset=/);
      const { ran, settings } = runFake(await answer.text());
      assert.deepEqual(
        ran,
        ['ui', 'sign-in', 'parts', 'bridge'].map((name) => `${name} ${VERSION}`),
      );
      assert.equal(settings?.publishableKey, server.config.publishableKey);
      assert.equal(settings?.environment.display_config.application_name, server.config.applicationName);
    });
  }

  for (const file of [
    '/npm/@clerk/ui@1/dist/ui.browser.js',
    '/npm/@clerk/ui@1.41.0/dist/ui.browser.js',
    '/npm/@clerk/ui/dist/ui.legacy.browser.js',
    '/__clerk/npm/@clerk/ui@1/dist/ui.browser.js',
  ]) {
    it(`${file} is the script of the screens`, async () => {
      const { ran, settings } = runFake(await (await get(file)).text());
      assert.deepEqual({ ran, settings }, { ran: [`screens ${VERSION}`], settings: undefined });
    });
  }

  for (const file of [
    '/npm/@clerk/clerk-js@6/dist/clerk.js',
    '/npm/@clerk/clerk-js@6/dist/ui.browser.js',
    '/npm/@clerk/clerk-js@6/package.json',
    '/npm/@clerk/clerk-js@6/dist/chunks/clerk.browser.js',
    '/npm/@clerk/clerk-js@6/dist/clerk.browser.js/more',
    '/npm/@clerk/ui@1/dist/clerk.browser.js',
    '/npm/@clerk/backend@3/dist/clerk.browser.js',
    '/npm/@clerk/clerk-js@6/dist/clerk.browser.js.map',
  ]) {
    it(`${file} is not served`, async () => {
      assert.equal((await get(file)).status, 404);
    });
  }

  it('caches keep the script for a moment, even under an exact version, and every page may load it', async () => {
    for (const version of ['6', '6.40.0']) {
      const { headers } = await get(`/npm/@clerk/clerk-js@${version}/dist/clerk.browser.js`);
      assert.equal(headers.get('cache-control'), 'public, max-age=30, stale-while-revalidate=15');
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
      assert.equal(headers.get('vary'), 'Accept-Encoding');
      assert.equal(headers.get('set-cookie'), null);
    }
  });

  for (const mount of ['', '/__clerk', '/api/auth']) {
    it(`the answer ${mount && `below ${mount} `}asks the browser for the client that the script will request`, async () => {
      const file = `${mount}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`;
      const tag = (await get(file)).headers.get('etag') ?? '';
      for (const answer of [await get(file), await get(file, { 'If-None-Match': tag })]) {
        const [, address = '', how] = /^<([^>]+)>; (.+)$/.exec(answer.headers.get('link') ?? '') ?? [];
        const there = new URL(address, URL_OF_API + file).href;
        assert.equal(there, `${URL_OF_API}${mount}/v1/client?__clerk_api_version=2026-08-20`);
        assert.equal(how, 'rel=preload; as=fetch; crossorigin=use-credentials');
      }
      // The page has asked already.
      assert.equal((await get(`${mount}/npm/@clerk/ui@1/dist/ui.browser.js`)).headers.get('link'), null);
    });
  }

  it('the tag names the version and each encoding, and a client that has the script gets 304', async () => {
    const file = '/npm/@clerk/clerk-js@6/dist/clerk.browser.js';
    const tag = (await get(file, { 'Accept-Encoding': 'br' })).headers.get('etag') ?? '';
    assert.ok(tag.startsWith(`"${VERSION}-`) && tag.endsWith('-br"'), tag);
    const again = await get(file, { 'Accept-Encoding': 'br', 'If-None-Match': tag });
    assert.equal(again.status, 304);
    assert.ok((await get(file, {}, 'HEAD')).headers.get('content-length'));
    assert.equal((await get(file, { Origin: URL_OF_API }, 'POST')).status, 405);
  });

  it('the answer does not depend on cookies, languages or origins', async () => {
    const file = '/npm/@clerk/clerk-js@6/dist/clerk.browser.js';
    const plain = await (await get(file)).text();
    const other = await get(file, {
      Cookie: '__client=x',
      'Accept-Language': 'fr',
      Origin: 'https://stranger.example',
    });
    assert.equal(await other.text(), plain);
  });

  it('with sdkScripts=installed the addresses lead to Clerk’s own packages', async () => {
    const installed = await open({ sdkScripts: 'installed' });
    try {
      const clerk = await get('/npm/@clerk/clerk-js@6/dist/clerk.browser.js', {}, 'GET', installed);
      assert.equal(clerk.headers.get('content-location'), '/npm/@clerk/clerk-js@6.40.0/dist/clerk.browser.js');
      const ui = await get('/npm/@clerk/ui@1/dist/ui.browser.js', {}, 'GET', installed);
      assert.match(await ui.text(), /__internal_ClerkUICtor/);
    } finally {
      await installed.close();
    }
  });

  it('another value of sdkScripts is refused, with the two that there are', async () => {
    await assert.rejects(open({ sdkScripts: 'clerk' as 'own' }), /sdkScripts.*own.*installed/);
  });

  it('the newest version that has the scripts answers, and none is an answer that says so', async () => {
    const { 'clerk.browser.js': _bridge, 'ui.browser.js': _ui, ...older } = fakeBuild('1.1.0');
    const settings = {
      publishableKey: 'pk_test_x',
      environment: { auth_config: { first_factors: [] }, display_config: {} } as never,
    };
    const ask = async (versions: Record<string, Record<string, string>>) => {
      const storage = await openStorage('sqlite::memory:');
      const node = await startNode(libraryOf(versions), { storage });
      try {
        const answer = createSdkScripts(node, settings);
        return await answer(new Request(`${URL_OF_API}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`));
      } finally {
        await node.close();
        await storage.close();
      }
    };
    const found = await ask({ '1.0.0': fakeBuild('1.0.0'), '1.1.0': older });
    assert.deepEqual(runFake((await found?.text()) ?? '').ran.at(-1), 'bridge 1.0.0');
    const none = await ask({ '1.1.0': older });
    assert.equal(none?.status, 404);
    assert.match((await none?.text()) ?? '', /npm run build/);
  });
});
