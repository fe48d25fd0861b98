import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';

const DECODE: Record<string, (bytes: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync };

describe('public answers', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance({});
  });
  after(() => instance.close());

  const get = (path: string, headers: Record<string, string>, method = 'GET'): Promise<Response> =>
    instance.app.fetch(new Request(`${instance.config.url}${path}`, { method, headers }));

  for (const path of ['/v1/environment', '/.well-known/jwks.json']) {
    it(`${path} is sent in the best encoding that the request accepts`, async () => {
      const plain = await get(path, {});
      assert.equal(plain.headers.get('Content-Encoding'), null);
      const text = await plain.text();
      assert.equal(Number(plain.headers.get('Content-Length')), Buffer.byteLength(text));
      for (const [accept, encoding] of [
        ['gzip, deflate, br, zstd', 'br'],
        ['gzip', 'gzip'],
        ['br;q=0, gzip', 'gzip'],
      ] as const) {
        const answer = await get(path, { 'Accept-Encoding': accept });
        assert.equal(answer.headers.get('Content-Encoding'), encoding);
        assert.equal(answer.headers.get('Content-Type'), 'application/json');
        const bytes = Buffer.from(await answer.arrayBuffer());
        assert.equal(Number(answer.headers.get('Content-Length')), bytes.length);
        assert.equal(DECODE[encoding]?.(bytes).toString(), text);
        assert.ok(bytes.length < text.length);
      }
    });

    it(`${path} says that its encoding and its CORS headers depend on the request`, async () => {
      for (const accept of ['br', 'identity']) {
        const answer = await get(path, { 'Accept-Encoding': accept, Origin: instance.config.allowedOrigins[0] ?? '' });
        assert.deepEqual(answer.headers.get('Vary')?.split(/, ?/).sort(), ['Accept-Encoding', 'Origin']);
        assert.equal(answer.headers.get('Access-Control-Allow-Origin'), instance.config.allowedOrigins[0]);
        assert.equal(answer.headers.get('Cache-Control'), 'no-store');
      }
    });

    it(`${path} has the same headers and no body for HEAD`, async () => {
      const answer = await get(path, { 'Accept-Encoding': 'br' }, 'HEAD');
      assert.equal(answer.headers.get('Content-Encoding'), 'br');
      assert.equal((await answer.arrayBuffer()).byteLength, 0);
    });
  }

  it('an answer about a browser is never compressed', async () => {
    const answer = await get('/v1/client', { 'Accept-Encoding': 'br, gzip' });
    assert.equal(answer.headers.get('Content-Encoding'), null);
  });
});
