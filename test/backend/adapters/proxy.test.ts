import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { BackendOptionsError, createClerkClient, proxyFrontendApi, withAuth } from '../../../src/entries/backend.ts';
import { listen, stop } from '../../support/listen.ts';
import { PUBLISHABLE_KEY } from '../token-forge.ts';
import { type RunningApp, start } from '../../support/running-app.ts';
import { DRIVERS } from './drivers.ts';

const SECRET_KEY = 'sk_live_0123456789';

interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const hostsOf = (requests: readonly Seen[]): unknown[] => requests.map(({ headers }) => headers.host);

/** A Frontend API that remembers what it was sent. */
let upstream: Server;
let upstreamOrigin: string;
let seen: Seen[] = [];

before(async () => {
  upstream = createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    seen.push({ method: req.method ?? '', url: req.url ?? '', headers: req.headers, body });
    const { pathname } = new URL(req.url ?? '/', upstreamOrigin);
    const redirects: Record<string, string> = {
      '/v1/own': `${upstreamOrigin}/v1/next?a=1#b`,
      '/v1/relative': '/v1/next',
      '/v1/keyed': 'https://clerk.acme.example/v1/next',
      '/v1/away': 'https://accounts.google.example/auth',
      '/.well-known/change-password': 'https://app.acme.example/account#/security',
    };
    if (redirects[pathname]) return void res.writeHead(302, { Location: redirects[pathname] }).end();
    res.writeHead(201, [
      ['Content-Type', 'application/json'],
      ['Set-Cookie', '__client=a; Path=/; HttpOnly'],
      ['Set-Cookie', '__client_uat=1; Path=/'],
      ['Connection', 'keep-alive, X-Hop'],
      ['X-Hop', '1'],
      ['X-Kept', '1'],
    ] as never);
    res.end('{"ok":true}');
  });
  upstreamOrigin = await listen(upstream, '127.0.0.1');
});
after(() => stop(upstream));

for (const name of Object.keys(DRIVERS)) {
  describe(`the proxy of ${name}`, () => {
    let app: RunningApp;
    before(async () => {
      const options = {
        publishableKey: PUBLISHABLE_KEY,
        secretKey: SECRET_KEY,
        frontendApiUrl: upstreamOrigin,
        proxy: true,
        wellKnown: true,
      };
      app = await start(await (DRIVERS[name] as (typeof DRIVERS)[string])({ ...options, required: true }));
    });
    after(() => app.close());

    it(`${name}: the proxy answers a method that cannot be forwarded with 405`, async () => {
      seen = [];
      assert.equal((await app.ask('/__clerk/v1/client', {}, 'TRACE')).status, 405);
      assert.deepEqual(seen, []);
    });

    it(`${name}: the proxy forwards method, path, query, body and cookies, and the answer with its cookies`, async () => {
      seen = [];
      const headers = {
        host: 'app.acme.example',
        cookie: '__client=a; b=c',
        origin: 'https://app.acme.example',
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-proto': 'https',
      };
      const answer = await app.ask('/__clerk/v1/client/sign_ins?_method=PATCH&x=%2F', headers, 'POST', 'a=b+c&d=%26');
      assert.equal(answer.status, 201);
      assert.equal(answer.text, '{"ok":true}');
      assert.deepEqual(answer.headers['set-cookie'], ['__client=a; Path=/; HttpOnly', '__client_uat=1; Path=/']);
      assert.equal(answer.headers['x-kept'], '1');
      assert.equal(answer.headers['x-hop'], undefined);
      const [{ method, url, body, headers: sent }] = seen as [Seen];
      assert.deepEqual([method, url, body], ['POST', '/v1/client/sign_ins?_method=PATCH&x=%2F', 'a=b+c&d=%26']);
      assert.equal(sent.cookie, '__client=a; b=c');
      assert.equal(sent.origin, 'https://app.acme.example');
      assert.equal(sent['clerk-proxy-url'], 'https://app.acme.example/__clerk');
      assert.equal(sent['clerk-secret-key'], SECRET_KEY);
      assert.equal(sent['x-forwarded-host'], 'app.acme.example');
      assert.equal(sent['x-forwarded-proto'], 'https');
      assert.equal(sent['accept-encoding'], 'identity');
      assert.equal(sent.host, new URL(upstreamOrigin).host);
    });

    it(`${name}: the proxy passes on no header of the connection, and no address or key that a client claims`, async () => {
      seen = [];
      await app.ask('/__clerk/v1/environment', {
        connection: 'keep-alive, x-secret-hop',
        'x-secret-hop': '1',
        te: 'trailers',
        'proxy-authorization': 'Basic dTpw',
        'x-forwarded-for': '203.0.113.9',
        'x-real-ip': '203.0.113.9',
        forwarded: 'for=203.0.113.9',
        'clerk-proxy-url': 'https://evil.example/__clerk',
        'clerk-secret-key': 'sk_live_evil',
      });
      const [{ headers: sent }] = seen as [Seen];
      for (const header of ['x-secret-hop', 'te', 'proxy-authorization', 'x-real-ip', 'forwarded']) {
        assert.equal(sent[header], undefined, header);
      }
      assert.ok(!String(sent['x-forwarded-for'] ?? '').includes('203.0.113.9'));
      assert.equal(sent['clerk-proxy-url'], `${app.origin}/__clerk`);
      assert.equal(sent['clerk-secret-key'], SECRET_KEY);
    });

    it(`${name}: a redirect within the Frontend API stays behind the proxy`, async () => {
      const location = async (path: string) => (await app.ask(`/__clerk/v1/${path}`)).headers.location;
      assert.equal(await location('own'), `${app.origin}/__clerk/v1/next?a=1#b`);
      assert.equal(await location('relative'), `${app.origin}/__clerk/v1/next`);
      assert.equal(await location('keyed'), `${app.origin}/__clerk/v1/next`);
      assert.equal(await location('away'), 'https://accounts.google.example/auth');
    });

    it(`${name}: what password managers ask the application is answered by the instance, without the visitor`, async () => {
      seen = [];
      const answer = await app.ask('/.well-known/change-password?a=b', { cookie: '__client=a' });
      assert.equal(answer.status, 302);
      assert.equal(answer.headers.location, 'https://app.acme.example/account#/security');
      const [{ url, headers: sent }] = seen as [Seen];
      assert.equal(url, '/.well-known/change-password');
      assert.equal(sent['clerk-proxy-url'], `${app.origin}/__clerk`);
      assert.equal(sent.cookie, undefined);
      const probe = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200';
      assert.equal((await app.ask(probe)).status, 404);
    });

    it(`${name}: a path that could name another host, or leaves the proxy, is not forwarded`, async () => {
      seen = [];
      const paths = [
        '/__clerk//evil.example/v1',
        '/__clerk/%5cevil.example',
        '/__clerk/\\evil.example',
        '/__clerk/../admin',
        '/__clerk/..%5c..%5cadmin',
        '/__clerk/%2f%2fevil.example',
        '/__clerkx/v1',
        '//__clerk/v1',
        '/__CLERK/v1',
      ];
      for (const path of paths) {
        const { status } = await app.ask(path);
        assert.ok(status === 400 || status === 401, `${path}: ${status}`);
      }
      assert.deepEqual(hostsOf(seen), []);
      await app.ask('/__clerk/npm/clerk-widgets@1/dist/clerk.js');
      assert.equal(seen.pop()?.url, '/npm/clerk-widgets@1/dist/clerk.js');
      // A client of a forward proxy names the host. It is the path alone that counts.
      await app.ask('http://evil.example/__clerk/v1/environment');
      assert.deepEqual(hostsOf(seen), [new URL(upstreamOrigin).host]);
    });
  });
}

describe('proxyFrontendApi', () => {
  const request = () => new Request('https://app.acme.example/__clerk/v1/client');

  it('a Frontend API that cannot be reached is answered with 502, without a detail, and its address logged', async (t) => {
    const { mock } = t.mock.method(console, 'warn', () => undefined);
    const fetch = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.1'));
    const answer = await proxyFrontendApi(request(), { publishableKey: PUBLISHABLE_KEY, proxyUrl: '/__clerk', fetch });
    assert.equal(answer.status, 502);
    assert.doesNotMatch(await answer.text(), /10\.0\.0\.1|ECONN/);
    await proxyFrontendApi(request(), { publishableKey: PUBLISHABLE_KEY, proxyUrl: '/__clerk', fetch });
    assert.equal(mock.callCount(), 1);
    assert.match(String(mock.calls[0]?.arguments[0]), /https:\/\/clerk\.acme\.example\. .*CLERK_FAPI_URL/);
  });

  it('the key goes to the host of the publishable key, by https, and follows no redirect', async () => {
    let asked: { url: string; init: RequestInit | undefined } | undefined;
    const fetch = async (url: unknown, init?: RequestInit) => {
      asked = { url: String(url), init };
      return new Response(null, { status: 307, headers: { location: 'https://evil.example/' } });
    };
    const options = {
      publishableKey: PUBLISHABLE_KEY,
      secretKey: SECRET_KEY,
      proxyUrl: 'https://app.acme.example/__clerk/',
      fetch,
    };
    const answer = await proxyFrontendApi(request(), options);
    assert.equal(asked?.url, 'https://clerk.acme.example/v1/client');
    assert.equal(asked?.init?.redirect, 'manual');
    assert.equal(answer.headers.get('location'), 'https://evil.example/');
  });

  it('the proxy of a middleware serves the instance of the client that it was given', async () => {
    const asked: { url: string; headers: Headers }[] = [];
    const fetch = async (url: unknown, init?: RequestInit) => {
      asked.push({ url: String(url), headers: new Headers(init?.headers) });
      return Response.json({});
    };
    const proxyUrl = 'https://www.acme.example/__clerk';
    const keys = { publishableKey: PUBLISHABLE_KEY, secretKey: SECRET_KEY };
    const clerk = createClerkClient({ ...keys, proxyUrl, fetch: fetch as typeof globalThis.fetch });
    const handle = withAuth(clerk, () => new Response('not forwarded'), { proxy: true });
    assert.equal((await handle(request())).status, 200);
    const [{ url, headers }] = asked as [(typeof asked)[number]];
    assert.equal(url, 'https://clerk.acme.example/v1/client');
    assert.equal(headers.get('clerk-secret-key'), SECRET_KEY);
    assert.equal(headers.get('clerk-proxy-url'), proxyUrl);
  });

  it('the variable CLERK_FAPI_URL says where both APIs of a server on this machine are', async (t) => {
    process.env.CLERK_FAPI_URL = upstreamOrigin;
    t.after(() => delete process.env.CLERK_FAPI_URL);
    seen = [];
    const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, secretKey: SECRET_KEY, proxyUrl: '/__clerk' });
    const handle = withAuth(clerk, () => new Response('not forwarded'), { proxy: true });
    assert.equal((await handle(request())).status, 201);
    await clerk.users.getCount();
    assert.equal((await proxyFrontendApi(request(), { proxyUrl: '/__clerk' })).status, 201);
    assert.deepEqual(
      seen.map(({ url }) => url),
      ['/v1/client', '/v1/users/count', '/v1/client'],
    );
  });

  it('a wrong address of the Frontend API is refused', async () => {
    const urls = [
      'http://clerk.acme.example',
      'https://u:p@clerk.acme.example',
      'https://clerk.acme.example?x',
      'ftp://x',
      'clerk',
      '',
    ];
    for (const frontendApiUrl of urls) {
      await assert.rejects(
        proxyFrontendApi(request(), { proxyUrl: '/__clerk', frontendApiUrl }),
        BackendOptionsError,
        frontendApiUrl,
      );
    }
    await assert.rejects(
      proxyFrontendApi(request(), { proxyUrl: '/__clerk', publishableKey: 'pk_live_x' }),
      BackendOptionsError,
    );
  });

  it('a body that was decoded loses the headers of its encoding', async () => {
    const fetch = async () =>
      new Response('plain', { headers: { 'content-encoding': 'gzip', 'content-length': '99', etag: '"1"' } });
    const answer = await proxyFrontendApi(request(), { publishableKey: PUBLISHABLE_KEY, proxyUrl: '/__clerk', fetch });
    assert.deepEqual(
      [...answer.headers.keys()].filter((name) => name.startsWith('content-e') || name.startsWith('content-l')),
      [],
    );
    assert.equal(answer.headers.get('etag'), '"1"');
  });
});
