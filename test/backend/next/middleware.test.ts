import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NextFetchEvent, NextRequest } from 'next/server';
import { authMiddleware } from '../../../src/backend/next/auth-middleware.ts';
import { clerkMiddleware, type NextMiddleware } from '../../../src/backend/next/clerk-middleware.ts';
import { getContext, withContext } from '../../../src/backend/next/context.ts';
import { createRouteMatcher } from '../../../src/backend/routes/routes.ts';
import { forge, NOW, now, PUBLIC_PEM, PUBLISHABLE_KEY } from '../token-forge.ts';

const ORIGIN = 'https://app.acme.example';
const OPTIONS = { publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, signInUrl: '/sign-in', now };
const SECRET = { secretKey: 'sk_live_a-secret-of-this-test' };
const SIGNED_IN = { cookie: `__session=${forge()}; __client_uat=${NOW - 100}` };
const DOCUMENT = { accept: 'text/html', 'sec-fetch-dest': 'document' };

/** A request as Next.js gives it to a middleware. */
function requestOf(path: string, headers: Record<string, string> = {}, method = 'GET'): NextRequest {
  const url = ORIGIN + path;
  return Object.assign(new Request(url, { method, headers }), { nextUrl: new URL(url) }) as unknown as NextRequest;
}

async function run(middleware: NextMiddleware, path: string, headers: Record<string, string> = {}): Promise<Outcome> {
  const request = requestOf(path, headers);
  const answer = await middleware(request, { waitUntil() {} } satisfies NextFetchEvent);
  const goesOn = answer.headers.has('x-middleware-next') || answer.headers.has('x-middleware-rewrite');
  const names = answer.headers.get('x-middleware-override-headers')?.split(',').filter(Boolean);
  const forwarded = new Headers();
  for (const name of names ?? []) forwarded.set(name, answer.headers.get(`x-middleware-request-${name}`) ?? '');
  return { answer, goesOn, forwarded: names ? forwarded : request.headers };
}

interface Outcome {
  answer: Response;
  /** Whether the request goes on to a page. */
  goesOn: boolean;
  /** Headers of the request that goes on. */
  forwarded: Headers;
}

describe('authMiddleware', () => {
  const middleware = authMiddleware({ ...OPTIONS, publicRoutes: ['/', '/blog/:path*'] });

  it('refuses every path that is not named, and lets users through', async () => {
    const refused = (await run(middleware, '/anything?x=1', DOCUMENT)).answer;
    assert.equal(refused.status, 307);
    assert.equal(
      refused.headers.get('location'),
      `${ORIGIN}/sign-in?redirect_url=${encodeURIComponent(`${ORIGIN}/anything?x=1`)}`,
    );
    assert.equal((await run(middleware, '/anything', { ...DOCUMENT, ...SIGNED_IN })).goesOn, true);
    assert.equal((await run(middleware, '/', DOCUMENT)).goesOn, true);
    assert.equal((await run(middleware, '/blog/a/b', DOCUMENT)).goesOn, true);
  });

  it('answers API routes with 401, also when a browser opens one', async () => {
    for (const headers of [{}, DOCUMENT]) {
      assert.equal((await run(middleware, '/api/me', headers)).answer.status, 401);
      assert.equal((await run(middleware, '/trpc/me', headers)).answer.status, 401);
    }
  });

  it('answers 401 to the navigation of a router, which then loads the page', async () => {
    assert.equal((await run(middleware, '/anything', { rsc: '1' })).answer.status, 401);
  });

  it('lets visitors sign in and sign up', async () => {
    for (const path of ['/sign-in', '/sign-in/factor-one', '/sign-up', '/sign-up/verify']) {
      assert.equal((await run(middleware, path, DOCUMENT)).goesOn, true, path);
    }
    assert.equal((await run(middleware, '/sign-in-attempts', DOCUMENT)).goesOn, false);
  });

  it('a page to sign in or sign up that is the home page opens no other page', async () => {
    for (const home of ['/', '/?from=app']) {
      for (const options of [{ signInUrl: home }, { signUpUrl: home }]) {
        const opened = authMiddleware({ ...OPTIONS, ...options });
        assert.equal((await run(opened, '/', DOCUMENT)).goesOn, true);
        for (const path of ['/admin', '/sign-in-as', '/api/me', '//admin']) {
          assert.equal((await run(opened, path, DOCUMENT)).goesOn, false, path);
        }
      }
    }
  });

  it('leaves static files and the files of Next.js alone, and nothing that looks like them', async () => {
    for (const path of ['/logo.svg', '/_next/static/a.js', '/fonts/a.woff2', '/robots.txt', '/app.css']) {
      assert.equal((await run(middleware, path)).goesOn, true, path);
    }
    for (const path of [
      '/report.pdf',
      '/data.json',
      '/page.html',
      '/api/x.js',
      '/api%2fx.js',
      '/admin;x.js',
      '/admin%2ejs',
      '/_next/..%2fadmin',
      '/_next/../admin',
      '/admin/.js/..',
      '/_NEXT',
      '/admin%00.js',
    ]) {
      assert.equal((await run(middleware, path)).goesOn, false, path);
    }
    const post = await middleware(requestOf('/logo.svg', {}, 'POST'), { waitUntil() {} });
    assert.equal(post.status, 401);
  });

  it('no spelling of a path makes it public', async () => {
    for (const path of ['/blog/..%2fadmin', '/blog/%2e%2e/admin', '/blog;/../admin', '//admin', '/blog%5c..%5cadmin']) {
      assert.equal((await run(middleware, path)).goesOn, false, path);
    }
  });

  it('does what beforeAuth and afterAuth say, and keeps its default where they say nothing', async () => {
    const hooked = authMiddleware({
      ...OPTIONS,
      beforeAuth: ({ nextUrl }) => (nextUrl.pathname === '/open' ? false : undefined),
      afterAuth: ({ isPublicRoute, isApiRoute, userId }, { nextUrl }) =>
        nextUrl.pathname === '/seen' ? Response.json({ isPublicRoute, isApiRoute, userId }) : undefined,
    });
    assert.equal((await run(hooked, '/open')).goesOn, true);
    const seen = (await run(hooked, '/seen', SIGNED_IN)).answer;
    assert.deepEqual(await seen.json(), { isPublicRoute: false, isApiRoute: false, userId: 'user_1' });
    assert.equal((await run(hooked, '/other')).answer.status, 401);
  });

  it('keeps the rewrite, the request headers and the cookies of beforeAuth, whatever follows', async () => {
    const headers = {
      'x-middleware-rewrite': `${ORIGIN}/en/page`,
      'x-middleware-override-headers': 'x-locale',
      'x-middleware-request-x-locale': 'en',
      'set-cookie': 'locale=en',
      'x-page': 'before',
    };
    const translated = (after: Response | undefined) =>
      authMiddleware({
        ...OPTIONS,
        publicRoutes: ['/page'],
        beforeAuth: () => new Response(null, { headers }),
        afterAuth: () => after,
      });
    const next = new Response(null, {
      headers: { 'x-middleware-next': '1', 'set-cookie': 'seen=1', 'x-page': 'after' },
    });
    for (const after of [undefined, next]) {
      const { answer, forwarded } = await run(translated(after), '/page');
      assert.equal(answer.headers.get('x-middleware-rewrite'), `${ORIGIN}/en/page`);
      assert.equal(answer.headers.get('x-middleware-next'), null);
      assert.equal(forwarded.get('x-locale'), 'en');
      assert.equal(answer.headers.get('x-page'), after ? 'after' : 'before');
      assert.deepEqual(answer.headers.getSetCookie(), after ? ['seen=1', 'locale=en'] : ['locale=en']);
    }
    for (const path of ['/other', '/api/me']) {
      const { answer, goesOn } = await run(translated(undefined), path);
      assert.equal(goesOn, false);
      assert.equal(answer.status, 401);
      assert.deepEqual(answer.headers.getSetCookie(), ['locale=en']);
      assert.equal(answer.headers.get('x-middleware-request-x-locale'), null);
    }
  });

  it('the proxy of the middleware is at the URL that the environment names, scripts and pictures too', async (t) => {
    process.env.CLERK_PROXY_URL = 'https://www.acme.example/__clerk';
    t.after(() => delete process.env.CLERK_PROXY_URL);
    const asked: Headers[] = [];
    const fetch = async (_url: unknown, init?: RequestInit) => {
      asked.push(new Headers(init?.headers));
      return Response.json({});
    };
    const proxied = authMiddleware({ ...OPTIONS, proxy: true, fetch: fetch as typeof globalThis.fetch });
    for (const path of ['v1/environment', 'clerk.js', 'v1/avatar_placeholder/1-QQ.svg']) {
      assert.equal((await run(proxied, `/__clerk/${path}`)).goesOn, false, path);
    }
    assert.equal(asked.length, 3);
    assert.equal(asked[0]?.get('clerk-proxy-url'), 'https://www.acme.example/__clerk');
    const { answer } = await run(proxied, '/page', { ...DOCUMENT, cookie: `__client_uat=${NOW - 100}` });
    assert.match(
      answer.headers.get('location') ?? '',
      /^https:\/\/www\.acme\.example\/__clerk\/v1\/client\/handshake\?/,
    );
  });
});

describe('clerkMiddleware', () => {
  it('protects what its handler names, and nothing else', async () => {
    const isProtected = createRouteMatcher(['/dashboard(.*)']);
    const middleware = clerkMiddleware(async (auth, request) => {
      if (isProtected(request)) await auth.protect();
    }, OPTIONS);
    assert.equal((await run(middleware, '/')).goesOn, true);
    assert.equal((await run(middleware, '/dashboard')).answer.status, 401);
    assert.equal((await run(middleware, '/dashboard', DOCUMENT)).answer.status, 307);
    assert.equal((await run(middleware, '/dashboard', SIGNED_IN)).goesOn, true);
    assert.equal((await run(middleware, '/x/..%2fdashboard', SIGNED_IN)).answer.status, 400);
  });

  it('shows the 404 page to a user who may not see the page, unless every condition holds', async () => {
    const statusOf = async (condition: Parameters<Parameters<typeof guard>[0]['protect']>[0]) => {
      const { answer, goesOn } = await run(clerkMiddleware(guard, OPTIONS), '/dashboard', SIGNED_IN);
      return goesOn && !answer.headers.has('x-middleware-rewrite');
      async function guard(auth: { protect(condition?: unknown): Promise<unknown> }) {
        await auth.protect(condition);
      }
    };
    assert.equal(await statusOf({ reverification: 'lax' }), true);
    assert.equal(await statusOf({ role: 'org:admin' }), false);
    assert.equal(await statusOf({ reverification: 'lax', role: 'org:admin' }), false);
  });

  it('adds what the session needs to an answer whose headers cannot be changed', async () => {
    const middleware = clerkMiddleware(() => Response.redirect(`${ORIGIN}/elsewhere`), OPTIONS);
    const { answer } = await run(middleware, '/', SIGNED_IN);
    assert.equal(answer.headers.get('location'), `${ORIGIN}/elsewhere`);
  });

  it('a client cannot send the headers by which the middleware talks to pages', async () => {
    const headers = { 'x-clerk-page': 'https://evil.example', 'x-clerk-context': 'forged', 'x-other': 'stays' };
    const { forwarded } = await run(clerkMiddleware(OPTIONS), '/page', headers);
    assert.equal(forwarded.get('x-clerk-page'), `${ORIGIN}/page`);
    assert.equal(forwarded.get('x-clerk-context'), null);
    assert.equal(forwarded.get('x-other'), 'stays');
  });
});

describe('withContext', () => {
  const passOn = (answer?: () => Response, options: object = {}) =>
    withContext(
      ['plan'],
      (setContext) => {
        setContext('plan', { name: 'professional' });
        return answer?.();
      },
      { ...SECRET, ...options },
    );
  const rewrite = (url: string) => () => new Response(null, { headers: { 'x-middleware-rewrite': url } });

  async function read(path: string, headers: Headers | Record<string, string>): Promise<unknown> {
    return getContext(new Request(ORIGIN + path, { headers }), 'plan', SECRET);
  }

  it('passes values on in a header that nobody can read', async () => {
    const { forwarded } = await run(passOn(), '/');
    assert.doesNotMatch(forwarded.get('x-clerk-context') ?? '', /professional/);
    assert.deepEqual(await read('/', forwarded), { name: 'professional' });
  });

  it('refuses keys that are not declared', async () => {
    const middleware = withContext(['plan'], (setContext) => setContext('other' as 'plan', 1), SECRET);
    await assert.rejects(run(middleware, '/'), /"other"/);
  });

  it('what a client sends counts neither in the header nor in the query', async () => {
    const silent = withContext(['plan'], () => undefined, { ...SECRET, query: true });
    const { answer, forwarded } = await run(silent, '/?__clerk_context=forged&a=b', { 'x-clerk-context': 'forged' });
    assert.equal(forwarded.get('x-clerk-context'), null);
    assert.equal(answer.headers.get('x-middleware-rewrite'), `${ORIGIN}/?a=b`);
    for (const forged of ['forged', 'a.b.c.d.e', btoa('{"values":{"plan":"forged"}}')]) {
      assert.equal(await read(`/?__clerk_context=${forged}`, { 'x-clerk-context': forged }), undefined);
    }
  });

  it('values sealed with another key or a minute ago do not count', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: NOW * 1000 });
    const { forwarded } = await run(passOn(), '/');
    const other = getContext(new Request(ORIGIN, { headers: forwarded }), 'plan', { secretKey: 'sk_live_other' });
    assert.equal(await other, undefined);
    t.mock.timers.tick(61_000);
    assert.equal(await read('/', forwarded), undefined);
  });

  it('passes values on in the query as well where it is told to', async () => {
    const { answer } = await run(passOn(undefined, { query: true }), '/page?a=b');
    const target = new URL(answer.headers.get('x-middleware-rewrite') ?? '');
    assert.deepEqual(await read(target.pathname + target.search, {}), { name: 'professional' });
  });

  for (const url of [
    'https://elsewhere.example/',
    'http://app.acme.example/',
    'https://app.acme.example:8443/',
    '//elsewhere.example/',
  ]) {
    it(`sends no value to another origin: ${url}`, async () => {
      const { answer, forwarded } = await run(passOn(rewrite(url), { query: true }), '/?__clerk_context=forged', {
        'x-clerk-context': 'forged',
      });
      assert.equal(forwarded.get('x-clerk-context'), null);
      assert.equal(answer.headers.get('x-middleware-rewrite'), url);
    });
  }

  it('keeps a rewrite on the own origin', async () => {
    const { answer, forwarded } = await run(passOn(rewrite(`${ORIGIN}/other`)), '/');
    assert.equal(answer.headers.get('x-middleware-rewrite'), `${ORIGIN}/other`);
    assert.deepEqual(await read('/other', forwarded), { name: 'professional' });
  });

  it('works around and inside of the other middlewares', async () => {
    const inner = clerkMiddleware((_auth, request, event) => passOn()(request, event), OPTIONS);
    assert.deepEqual(await read('/', (await run(inner, '/')).forwarded), { name: 'professional' });
    const outer = withContext(
      ['plan'],
      (setContext, request, event) => {
        setContext('plan', 'free');
        return clerkMiddleware(OPTIONS)(request, event);
      },
      SECRET,
    );
    const { forwarded } = await run(outer, '/');
    assert.equal(await read('/', forwarded), 'free');
    assert.equal(forwarded.get('x-clerk-page'), `${ORIGIN}/`);
  });
});
