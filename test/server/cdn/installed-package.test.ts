import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createCdn } from '../../../src/server/cdn/create-cdn.ts';
import { serveInstalled } from '../../../src/server/cdn/installed-package.ts';

const NONE = { versions: () => [], resolve: async () => null, find: async () => undefined };

describe('packages of Clerk that are installed beside the server', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clerk-beside-'));
    const dist = path.join(folder, 'node_modules/@clerk/clerk-js/dist');
    await mkdir(path.join(dist, 'types'), { recursive: true });
    await writeFile(path.join(dist, '../package.json'), '{ "name": "@clerk/clerk-js", "version": "6.1.2" }');
    await writeFile(path.join(dist, 'clerk.browser.js'), 'window.Clerk = 1;');
    await writeFile(path.join(dist, 'types/index.js'), 'not for pages');
    await writeFile(path.join(dist, 'secret.pem'), 'not for pages');
    await mkdir(path.join(folder, 'app/deep'), { recursive: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const get = (file: string, from = path.join(folder, 'app/deep')): Promise<Response> => {
    const names = ['@clerk/clerk-js', '@clerk/ui'];
    const cdn = createCdn(NONE, Object.fromEntries(names.map((name) => [name, serveInstalled(name, [from])])));
    return cdn(new Request(`https://clerk.example.com${file}`));
  };

  it('a script is served from the package, by a range and by its version', async () => {
    const ranged = await get('/npm/@clerk/clerk-js@6/dist/clerk.browser.js');
    assert.equal(ranged.status, 200);
    assert.equal(await ranged.text(), 'window.Clerk = 1;');
    assert.equal(ranged.headers.get('content-type'), 'text/javascript; charset=utf-8');
    assert.equal(ranged.headers.get('content-location'), '/npm/@clerk/clerk-js@6.1.2/dist/clerk.browser.js');
    assert.equal(ranged.headers.get('access-control-allow-origin'), '*');
    const exact = await get('/__clerk/npm/@clerk/clerk-js@6.1.2/dist/clerk.browser.js');
    assert.match(exact.headers.get('cache-control') ?? '', /immutable/);
  });

  for (const file of [
    '/npm/@clerk/clerk-js@5/dist/clerk.browser.js',
    '/npm/@clerk/clerk-js@6/package.json',
    '/npm/@clerk/clerk-js@6/dist/types/index.js',
    '/npm/@clerk/clerk-js@6/dist/secret.pem',
    '/npm/@clerk/clerk-js@6/dist/..%2fpackage.json',
    '/npm/@clerk/clerk-js@6/dist/%2e%2e/package.json',
    '/npm/@clerk/ui@1/dist/ui.browser.js',
    '/npm/@clerk/backend@3/dist/index.js',
    '/npm/@clerk/constructor@1/dist/x.js',
  ]) {
    it(`${file} is not served`, async () => {
      assert.equal((await get(file)).status, 404);
    });
  }

  it('the answer says how to have a package that is missing', async () => {
    const answer = await get('/npm/@clerk/ui@1/dist/ui.browser.js');
    assert.match(await answer.text(), /No version of @clerk\/ui matches\. .*npm install @clerk\/ui/);
  });

  it('a server of this repository serves the scripts that the stock SDKs load', async () => {
    const file = 'node_modules/@clerk/clerk-js/dist/clerk.browser.js';
    const answer = await get('/npm/@clerk/clerk-js@6/dist/clerk.browser.js', process.cwd());
    assert.equal(await answer.text(), await readFile(file, 'utf8'));
  });
});
