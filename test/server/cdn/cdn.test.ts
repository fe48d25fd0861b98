import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { findPackageRoot, openCdnLibrary } from '../../../src/server/cdn/cdn-library.ts';
import { createCdn } from '../../../src/server/cdn/create-cdn.ts';
import { openStorage } from '../../../src/server/storage/open-storage.ts';
import { startNode } from '../../support/releases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'clerk-cdn-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const SCRIPT = `console.log(${JSON.stringify('clerk '.repeat(200))});\n`;
function put(file: string, content: string | Uint8Array): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
}
for (const version of ['0.9.0', '1.0.0', '1.2.0', '1.2.3', '1.3.0-beta.1', '2.0.0']) {
  put(`${version}/dist/clerk.js`, `/* ${version} */ ${SCRIPT}`);
}
put('1.2.3/dist/chunks/sign-in-ABC.js', 'export const a = 1;\n');
put('1.2.3/dist/chunks/theme.css', 'a{}');
put('1.2.3/dist/node/cli.js', 'private');
put('1.2.3/dist/clerk.js.br', brotliCompressSync(`/* 1.2.3 */ ${SCRIPT}`));
put('1.2.3/dist/.env', 'SECRET=1');
put('1.2.3/secret.js', 'secret');
put('not-a-version/dist/clerk.js', 'x');
put('secret.js', 'secret');
symlinkSync(path.join(folder, 'secret.js'), path.join(folder, '1.2.3/dist/link.js'));

const storage = await openStorage('sqlite::memory:');
after(() => storage.close());
const cdn = createCdn(await startNode(openCdnLibrary(folder), { storage }));
const get = (file: string, headers: Record<string, string> = {}, method = 'GET') =>
  cdn(new Request(`https://clerk.example.com${file}`, { headers, method }));

describe('a range of versions', () => {
  for (const [range, version] of [
    ['1', '1.2.3'],
    ['1.x', '1.2.3'],
    ['1.2', '1.2.3'],
    ['1.0', '1.0.0'],
    ['^1.0.0', '1.2.3'],
    ['%5E1.0.0', '1.2.3'],
    ['~1.0.0', '1.0.0'],
    ['%3E=1%20%3C1.2.3', '1.2.0'],
    ['0', '0.9.0'],
    ['latest', '2.0.0'],
    ['*', '2.0.0'],
    ['^1.3.0-beta.0', '1.3.0-beta.1'],
    ['v1.2.0', '1.2.0'],
  ] as const) {
    it(`range ${range} answers with the content of ${version}, and names its address`, async () => {
      const answer = await get(`/npm/clerk-widgets@${range}/dist/clerk.js`);
      assert.equal(answer.status, 200);
      assert.equal(await answer.text(), `/* ${version} */ ${SCRIPT}`);
      assert.equal(answer.headers.get('Content-Location'), `/npm/clerk-widgets@${version}/dist/clerk.js`);
      assert.equal(answer.headers.get('Content-Type'), 'text/javascript; charset=utf-8');
      assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
      assert.equal(answer.headers.get('Vary'), 'Accept-Encoding');
    });
  }

  it('no cache uses an answer for a range longer than 45 seconds', async () => {
    for (const file of ['dist/clerk.js', 'dist/chunks/sign-in-ABC.js', 'integrity.json']) {
      const answer = await get(`/npm/clerk-widgets@1/${file}`);
      assert.equal(answer.headers.get('Cache-Control'), 'public, max-age=30, stale-while-revalidate=15', file);
    }
  });

  it('a client that has what the range names does not get it again', async () => {
    const exact = await get('/npm/clerk-widgets@1.2.3/dist/clerk.js', { 'Accept-Encoding': 'br' });
    const etag = exact.headers.get('ETag') ?? '';
    const headers = { 'Accept-Encoding': 'br', 'If-None-Match': etag };
    const same = await get('/npm/clerk-widgets@1/dist/clerk.js', headers);
    assert.deepEqual([same.status, await same.text()], [304, '']);
    assert.equal(same.headers.get('ETag'), etag);
    assert.equal(same.headers.get('Vary'), 'Accept-Encoding');
    assert.match(same.headers.get('Cache-Control') ?? '', /max-age=30/);
    assert.equal((await get('/npm/clerk-widgets@2/dist/clerk.js', headers)).status, 200);
  });

  it('a range answers HEAD like GET, without a body', async () => {
    const answer = await get('/npm/clerk-widgets@1/dist/clerk.js', {}, 'HEAD');
    assert.equal(answer.headers.get('Content-Location'), '/npm/clerk-widgets@1.2.3/dist/clerk.js');
    assert.deepEqual([answer.status, await answer.text()], [200, '']);
  });

  it('a URL without a version answers with the newest one', async () => {
    const answer = await get('/npm/clerk-widgets/dist/clerk.js');
    assert.equal(answer.headers.get('Content-Location'), '/npm/clerk-widgets@2.0.0/dist/clerk.js');
    assert.equal(await answer.text(), `/* 2.0.0 */ ${SCRIPT}`);
  });

  it('the address of the exact version keeps the mount path and the file', async () => {
    const answer = await get('/__clerk/npm/clerk-widgets@1/dist/chunks/sign-in-ABC.js');
    assert.equal(answer.headers.get('Content-Location'), '/__clerk/npm/clerk-widgets@1.2.3/dist/chunks/sign-in-ABC.js');
    assert.equal(await answer.text(), 'export const a = 1;\n');
  });

  it('a range names no address on another host', async () => {
    for (const file of [
      '//evil.example/npm/clerk-widgets@1/dist/clerk.js',
      '/%2Fevil.example/npm/clerk-widgets@1/dist/clerk.js',
    ]) {
      const answer = await get(file);
      assert.equal(answer.status, 404, file);
      assert.equal(answer.headers.get('Content-Location'), null);
    }
  });

  it('a tab that is open since before the range moved gets the files of its version', async () => {
    const answer = await get('/npm/clerk-widgets@*/dist/chunks/sign-in-ABC.js');
    assert.deepEqual([answer.status, await answer.text()], [200, 'export const a = 1;\n']);
    assert.equal(answer.headers.get('Content-Location'), '/npm/clerk-widgets@1.2.3/dist/chunks/sign-in-ABC.js');
    assert.equal((await get('/npm/clerk-widgets@2/dist/chunks/sign-in-ABC.js')).status, 404);
  });

  it('a file that the version of a range lacks is answered with 404, which no cache keeps', async () => {
    const answer = await get('/npm/clerk-widgets@1/dist/nothing.js');
    assert.deepEqual([answer.status, answer.headers.get('Cache-Control')], [404, 'no-store']);
    assert.match(await answer.text(), /1\.2\.3/);
  });

  for (const range of ['3', '1.2.9', '^9', 'next', '%5E', 'not-a-version', '1'.repeat(5000)]) {
    it(`range ${range.slice(0, 20)} that matches nothing is answered with the versions that exist`, async () => {
      const answer = await get(`/npm/clerk-widgets@${range}/dist/clerk.js`);
      assert.equal(answer.status, 404);
      assert.equal(answer.headers.get('Cache-Control'), 'no-store');
      assert.match(await answer.text(), /2\.0\.0, 1\.3\.0-beta\.1, 1\.2\.3, 1\.2\.0, 1\.0\.0, 0\.9\.0/);
    });
  }
});

describe('an exact version', () => {
  const file = '/npm/clerk-widgets@1.2.3/dist/clerk.js';

  it('a file of an exact version may be cached for ever, by shared caches too', async () => {
    const answer = await get(file);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('Cache-Control'), 'public, max-age=31536000, immutable');
    assert.equal(answer.headers.get('Content-Type'), 'text/javascript; charset=utf-8');
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(answer.headers.get('Timing-Allow-Origin'), '*');
    assert.equal(answer.headers.get('Cross-Origin-Resource-Policy'), 'cross-origin');
    assert.equal(answer.headers.get('X-Content-Type-Options'), 'nosniff');
    assert.equal(answer.headers.get('Set-Cookie'), null);
    assert.equal(await answer.text(), `/* 1.2.3 */ ${SCRIPT}`);
  });

  for (const [accept, encoding] of [
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['BR', 'br'],
    ['*', 'br'],
    ['*;q=0', null],
    ['identity', null],
    ['deflate', null],
    ['', null],
  ] as const) {
    it(`a file comes as ${encoding ?? 'plain text'} for Accept-Encoding ${JSON.stringify(accept)}`, async () => {
      for (const version of ['1.2.3', '1.2.0']) {
        const answer = await get(`/npm/clerk-widgets@${version}/dist/clerk.js`, { 'Accept-Encoding': accept });
        assert.equal(answer.headers.get('Content-Encoding'), encoding);
        assert.equal(answer.headers.get('Vary'), 'Accept-Encoding');
        const body = Buffer.from(await answer.arrayBuffer());
        assert.equal(answer.headers.get('Content-Length'), String(body.length));
        const plain = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
        assert.equal(plain.toString(), `/* ${version} */ ${SCRIPT}`);
      }
    });
  }

  it('a file is not sent again to a client that has it in the same encoding', async () => {
    const brotli = (await get(file, { 'Accept-Encoding': 'br' })).headers.get('ETag') ?? '';
    const plain = (await get(file)).headers.get('ETag') ?? '';
    assert.match(brotli, /^"[^"]+"$/);
    assert.notEqual(brotli, plain);
    const again = await get(file, { 'Accept-Encoding': 'br', 'If-None-Match': `"x", W/${brotli}` });
    assert.equal(again.status, 304);
    assert.equal(again.headers.get('ETag'), brotli);
    assert.match(again.headers.get('Cache-Control') ?? '', /immutable/);
    assert.equal((await get(file, { 'If-None-Match': brotli })).status, 200);
  });

  it('a file answers HEAD like GET, without a body', async () => {
    const answer = await get(file, { 'Accept-Encoding': 'br' }, 'HEAD');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('Content-Encoding'), 'br');
    assert.equal(await answer.text(), '');
  });

  it('a file answers no other method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await get(file, {}, method);
      assert.equal(answer.status, 405);
      assert.equal(answer.headers.get('Allow'), 'GET, HEAD');
    }
  });

  it('integrity.json lists the hash of each script and style sheet', async () => {
    const answer = await get('/npm/clerk-widgets@1.2.3/integrity.json');
    assert.equal(answer.headers.get('Content-Type'), 'application/json');
    assert.match(answer.headers.get('Cache-Control') ?? '', /immutable/);
    const hashes = (await answer.json()) as Record<string, string>;
    assert.deepEqual(Object.keys(hashes).sort(), ['chunks/sign-in-ABC.js', 'chunks/theme.css', 'clerk.js']);
    const expected = createHash('sha384').update(`/* 1.2.3 */ ${SCRIPT}`).digest('base64');
    assert.equal(hashes['clerk.js'], `sha384-${expected}`);
    const range = await get('/npm/clerk-widgets@1/integrity.json');
    assert.equal(range.headers.get('Content-Location'), '/npm/clerk-widgets@1.2.3/integrity.json');
    assert.deepEqual(await range.json(), hashes);
  });

  for (const name of [
    'dist/nothing.js',
    'dist/',
    'clerk.js',
    'secret.js',
    'dist/../secret.js',
    'dist/..%2Fsecret.js',
    'dist/%2e%2e/secret.js',
    'dist/%2e%2e%2fsecret.js',
    'dist/..%5Csecret.js',
    'dist/%252e%252e%252fsecret.js',
    'dist//clerk.js',
    'dist/./%2e/clerk.js/..%2f..%2f..%2fsecret.js',
    'dist/clerk.js%00',
    'dist/%E0%A4%A',
    'dist/node/cli.js',
    'dist/.env',
    'dist/clerk.js.br',
    'dist/link.js',
    'dist/constructor',
    'dist/__proto__',
    'package.json',
  ]) {
    it(`an exact version has no file ${name}`, async () => {
      const answer = await get(`/npm/clerk-widgets@1.2.3/${name}`);
      assert.equal(answer.status, 404);
      assert.doesNotMatch(await answer.text(), /secret|SECRET|private/);
    });
  }
});

describe('without a directory', () => {
  it('a bundled server without a CDN directory has no files of its own', () => {
    assert.equal(findPackageRoot(pathToFileURL(path.join(folder, 'bundle.js')).href), undefined);
    assert.equal(findPackageRoot('https://worker.example/bundle.js'), undefined);
    assert.equal(findPackageRoot(), process.cwd());
  });

  it('the package without a CDN directory serves its own build under its own version', async () => {
    const empty = await openStorage('sqlite::memory:');
    const own = await startNode(openCdnLibrary(), { storage: empty });
    const answer = await own.get('@1/dist/clerk.js');
    await empty.close();
    const expected = answer.status === 200 ? '/npm/clerk-widgets@1.0.0/dist/clerk.js' : null;
    assert.equal(answer.headers.get('Content-Location'), expected);
    if (!expected) assert.match(await answer.text(), /none has been built/);
  });
});
