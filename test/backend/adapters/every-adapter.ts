import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, describe, it } from 'node:test';
import type { AdapterOptions } from '../../../src/backend/adapters/create-adapter.ts';
import { BackendOptionsError, createClerkClient } from '../../../src/entries/backend.ts';
import { cookieSuffixOf } from '../../../src/protocol/cookies.ts';
import { forge, NOW, now, PUBLIC_PEM, PUBLISHABLE_KEY } from '../token-forge.ts';
import { type Answer, type RunningApp, start } from '../../support/running-app.ts';
import { CACHED, CHUNKS, DRIVERS } from './drivers.ts';

const SUFFIX = cookieSuffixOf(createHash('sha1').update(PUBLISHABLE_KEY).digest());
const PAGE = { 'sec-fetch-dest': 'document', accept: 'text/html' };
const cookie = `__session=${forge()}; __client_uat=${NOW - 60}`;
const authorization = `Bearer ${forge()}`;
/** The answer of a handshake, as a cookie that the Frontend API left. */
const renewed = forge({
  sid: undefined,
  sub: undefined,
  sts: undefined,
  handshake: [`__session=${forge()}; Path=/`, `__client_uat_${SUFFIX}=${NOW}; Path=/`],
});
const renewal = { ...PAGE, cookie: `__client_uat=${NOW - 60}; __clerk_handshake=${renewed}` };

/** What every adapter does. @param name of the driver */
export function describeAdapter(name: string): void {
  const apps: RunningApp[] = [];
  const launch = async (options: AdapterOptions = {}): Promise<RunningApp> => {
    const clerk = createClerkClient({
      publishableKey: PUBLISHABLE_KEY,
      jwtKey: PUBLIC_PEM,
      signInUrl: '/sign-in',
      now,
    });
    const app = await start(await (DRIVERS[name] as (typeof DRIVERS)[string])({ clerk, ...options }));
    apps.push(app);
    return app;
  };
  const userOf = ({ status, text }: Answer): unknown => (status === 200 ? JSON.parse(text).userId : status);

  describe(`the adapter of ${name}`, () => {
    after(() => apps.forEach((app) => app.close()));

    it(`${name}: tells who sent a request, by cookie or by header`, async () => {
      const { ask } = await launch();
      assert.equal(userOf(await ask('/', { cookie })), 'user_1');
      assert.equal(userOf(await ask('/', { authorization })), 'user_1');
      assert.equal(userOf(await ask('/')), null);
    });

    it(`${name}: a handler still reads the body`, async () => {
      const { ask } = await launch();
      const answer = await ask('/any', { authorization, 'content-type': 'text/plain' }, 'POST', 'a body');
      assert.deepEqual(JSON.parse(answer.text), { userId: 'user_1', body: 'a body' });
    });

    it(`${name}: path rules that cannot be used are refused at the start`, async () => {
      await assert.rejects(launch({ protectedRoutes: ['/admin/*'] }), /BackendOptionsError.*"\/admin\/\*" has "\*"/);
      await assert.rejects(launch({ publicRoutes: [], required: true, protectedRoutes: [] }), BackendOptionsError);
    });

    it(`${name}: malformed credentials are signed out, and never an error`, async () => {
      const { ask } = await launch();
      const values = [
        'Bearer',
        'Bearer %',
        `Bearer ${forge()}, Bearer ${forge()}`,
        'Bearer a.b.c',
        `${'Bearer '.repeat(900)}`,
      ];
      for (const value of [...values, [`Bearer ${forge()}`, `Bearer ${forge()}`]]) {
        assert.equal(userOf(await ask('/', { authorization: value })), null, String(value).slice(0, 40));
      }
      for (const value of [`__session=%; __client_uat=${NOW}`, '=;;=', `__session=a.b.c; __client_uat=x`]) {
        assert.equal(userOf(await ask('/', { cookie: value })), null, value);
      }
      assert.equal(userOf(await ask('/', { authorization: 'Basic dTpw', cookie })), 'user_1');
    });

    it(`${name}: headers that only servers exchange are ignored`, async () => {
      const { ask } = await launch({ required: true });
      const answer = await ask('/', {
        'x-clerk-auth-status': 'signed-in',
        'x-clerk-auth-token': forge(),
        'x-clerk-auth-reason': '',
        'x-middleware-subrequest': 'middleware:middleware',
        'x-middleware-next': '1',
        'x-forwarded-user': 'user_1',
        'x-clerk-user-id': 'user_1',
      });
      assert.equal(answer.status, 401);
    });

    it(`${name}: a call that needs a user gets 401 with the error of the API`, async () => {
      const { ask } = await launch({ protectedRoutes: ['/api(.*)'] });
      const answer = await ask('/api/me');
      assert.equal(answer.status, 401);
      assert.equal(JSON.parse(answer.text).errors[0].code, 'signed_out');
      assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.equal(answer.headers['www-authenticate'], 'Bearer');
      assert.equal(userOf(await ask('/api/me', { authorization })), 'user_1');
      assert.equal(userOf(await ask('/other')), null);
    });

    it(`${name}: a page that needs a user leads to the sign-in page and back`, async () => {
      const { ask } = await launch({ publicRoutes: ['/', '/blog/:path*'] });
      const answer = await ask('/notes?page=2', { ...PAGE, host: 'app.acme.example', 'x-forwarded-proto': 'https' });
      const back = encodeURIComponent('https://app.acme.example/notes?page=2');
      assert.equal(answer.status, 307);
      assert.equal(answer.headers.location, `https://app.acme.example/sign-in?redirect_url=${back}`);
      for (const path of ['/', '/blog', '/blog/a', '/sign-in', '/sign-in/factor-one']) {
        assert.equal((await ask(path, PAGE)).status, 200, path);
      }
    });

    it(`${name}: paths that could mean a protected one never reach its handler`, async () => {
      const guarded = await launch({ protectedRoutes: ['/admin(.*)'] });
      const open = await launch({ publicRoutes: ['/', '/public(.*)'] });
      const paths = [
        '//admin',
        '/%61dmin',
        '/x/..%2fadmin',
        '/ADMIN',
        '/admin;x',
        '/admin.',
        '/./admin',
        '/admin%2f',
        '/public/../admin',
        '/public/..%2Fadmin',
        '/public/..;/admin',
        '/sign-in/..%2fadmin',
        '/sign-in%2f..%2fadmin',
        '/public/%252e%252e/admin',
        'http://other.example/admin',
        'ftp://other.example/admin',
        'ws://public/admin',
        'x.y+z-1://admin.example/admin',
      ];
      for (const path of paths) {
        assert.notEqual((await guarded.ask(path)).status, 200, path);
        assert.notEqual((await open.ask(path)).status, 200, path);
      }
      assert.equal((await guarded.ask('/public')).status, 200);
    });

    it(`${name}: a path of which a bare matcher cannot tell is answered with 400`, async () => {
      const { ask } = await launch();
      assert.equal((await ask('/matched/public/..%2fadmin')).status, 400);
      assert.equal((await ask('/matched/public/a')).status, 200);
    });

    it(`${name}: a page whose session is stale is sent through a handshake, by the address of the browser`, async () => {
      const { ask } = await launch();
      const stale = `__session=${forge({ iat: NOW - 90, nbf: NOW - 100, exp: NOW - 30 })}; __client_uat=${NOW - 100}`;
      const behind = { 'x-forwarded-host': 'app.acme.example, inner', 'x-forwarded-proto': 'https,http' };
      const answer = await ask('/notes?page=2', { ...PAGE, ...behind, cookie: stale });
      const location = new URL(answer.headers.location ?? '');
      assert.equal(answer.status, 307);
      assert.equal(location.origin + location.pathname, 'https://clerk.acme.example/v1/client/handshake');
      assert.equal(location.searchParams.get('redirect_url'), 'https://app.acme.example/notes?page=2');
      assert.equal(answer.headers['cache-control'], 'no-store');
      assert.equal(answer.headers['set-cookie']?.length, 2);
      assert.equal(userOf(await ask('/notes', { cookie: stale })), null);
    });

    it(`${name}: hostile forwarded headers are ignored`, async () => {
      const { ask, origin } = await launch({ required: true });
      const values = [
        'evil@app.example',
        'evil.example/path',
        'a b',
        'evil.example?x',
        'evil.example#x',
        '\\evil.example',
        'http://evil.example',
        'evil.example:port',
        '',
      ];
      for (const value of values) {
        for (const [header, sent] of [
          ['x-forwarded-host', value],
          ['x-forwarded-proto', value || 'javascript'],
        ] as const) {
          const { headers } = await ask('/notes', { ...PAGE, [header]: sent });
          assert.equal(new URL(headers.location ?? '').origin, origin, `${header}: ${sent}`);
        }
      }
    });

    it(`${name}: no shared cache keeps an answer that renews cookies, whatever the page says`, async () => {
      const { ask } = await launch();
      const renewing = await ask('/cached', renewal);
      assert.equal(renewing.headers['set-cookie']?.length, 2);
      assert.equal(renewing.headers['cache-control'], 'private, no-store');
      assert.equal((await ask('/cached', { ...PAGE, cookie })).headers['cache-control'], CACHED);
    });

    it(`${name}: a page has the elements of its visitor in its HTML, under a policy with the hash of its one style`, async () => {
      const { ask } = await launch();
      const [visitor, user] = [await ask('/rendered', PAGE), await ask('/rendered', { ...PAGE, cookie })];
      for (const { text, headers } of [visitor, user]) {
        const styles = [...text.matchAll(/<style[^>]*>([^]*?)<\/style>/g)];
        const digest = createHash('sha256')
          .update(styles[0]?.[1] ?? '')
          .digest('base64');
        assert.equal(styles.length, 1);
        assert.ok(String(headers['content-security-policy']).includes(`style-src 'sha256-${digest}'`));
      }
      assert.match(
        visitor.text,
        /<clerk-user-button><\/clerk-user-button><clerk-signed-out data-clerk-ssr><clerk-sign-in/,
      );
      assert.match(visitor.text, /<form [^>]*action="https:\/\/clerk\.acme\.example\/sign-in"/);
      assert.match(user.text, /<clerk-user-button><div class="cl-rootBox" data-clerk-ssr>/);
      assert.match(user.text, /<clerk-signed-out hidden data-clerk-ssr><\/clerk-signed-out>/);
      assert.equal(user.headers['cache-control'], 'private, no-store');
    });

    for (const [path, what] of [
      ['/', 'an answer'],
      ['/redirect', 'a redirect'],
      ['/stream', 'a stream'],
      ['/cookie', 'an answer with a cookie of its own'],
    ] as const) {
      it(`${name}: renewed cookies are part of ${what}`, async () => {
        const { ask } = await launch();
        const answer = await ask(path, renewal);
        const cookies = answer.headers['set-cookie'] ?? [];
        for (const start of ['__session=ey', `__client_uat_${SUFFIX}=`]) {
          assert.equal(cookies.filter((line) => line.startsWith(start)).length, 1, start);
        }
        if (path === '/') assert.equal(userOf(answer), 'user_1');
        if (path === '/redirect')
          assert.equal(new URL(answer.headers.location ?? '', 'http://x').pathname, '/elsewhere');
        if (path === '/stream') assert.equal(answer.text, CHUNKS.join(''));
        if (path === '/cookie') assert.equal(cookies.filter((line) => line.startsWith('own=1')).length, 1);
      });
    }
  });
}
