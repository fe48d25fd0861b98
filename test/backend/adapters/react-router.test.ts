import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClerkClient } from '../../../src/entries/backend.ts';
import {
  clerkMiddleware,
  getAuth,
  type ReactRouterOptions,
  rootAuthLoader,
} from '../../../src/entries/backend/react-router.ts';
import { forge, NOW, now, PUBLIC_PEM, PUBLISHABLE_KEY } from '../token-forge.ts';
import { describeAdapter } from './every-adapter.ts';

describeAdapter('react router');

const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, signInUrl: '/sign-in', now });
const SIGNED_IN = { cookie: `__session=${forge()}; __client_uat=${NOW - 60}` };

/** Runs the middleware as React Router does: `url` is that of the page. */
async function run(
  url: string,
  headers: Record<string, string> = {},
  options: ReactRouterOptions = {},
  method = 'GET',
) {
  const request = new Request(url, { method, headers });
  const page = new URL(url.replace(/\/_\.data|\.data/, ''));
  page.searchParams.delete('_routes');
  const args = { request, url: page, context: {} };
  let went = false;
  const answer = await clerkMiddleware({ clerk, ...options })(args, async () => {
    went = true;
    return new Response('page');
  });
  return { args, answer, went };
}

describe('the adapter of React Router', () => {
  const rules = { protectedRoutes: ['/notes'] };

  it('a rule about a page holds for its data, which the router is told to load as a page', async () => {
    for (const url of ['/notes.data', '/notes/_.data', '/NOTES.data', '/notes.data?_routes=root']) {
      const { went, answer } = await run(`https://app.acme.example${url}`, {}, rules);
      assert.deepEqual([went, answer.status], [false, 302], url);
      assert.equal(answer.headers.get('x-remix-reload-document'), 'true');
      assert.match(answer.headers.get('location') ?? '', /^\/notes\/?$/i);
    }
    assert.equal((await run('https://app.acme.example/notes.data', SIGNED_IN, rules)).went, true);
    assert.equal((await run('https://app.acme.example/notes.data', {}, rules, 'POST')).answer.status, 401);
  });

  it('the page that the router is told to load is on no other host', async () => {
    for (const path of ['//other.example/notes.data', '///other.example/notes.data', '/\\other.example/notes.data']) {
      const { answer } = await run(`https://app.acme.example${path}`, {}, { required: true });
      const location = answer.headers.get('location') ?? '';
      assert.equal(new URL(location, 'https://app.acme.example/a').host, 'app.acme.example', path);
      assert.match(location, /^\/other\.example\/notes$/);
    }
  });

  it('pages that are prerendered have nobody signed in, need no keys, and no request can pretend to be one', async () => {
    const headers = { 'x-react-router-prerender': 'yes', 'x-react-router-spa-mode': 'yes' };
    assert.equal((await run('https://app.acme.example/notes', headers, rules)).went, false);
    process.env.IS_RR_BUILD_REQUEST = 'yes';
    try {
      const context = {};
      const request = new Request('http://localhost/notes');
      const answer = await clerkMiddleware(rules)({ request, context }, async () => new Response('page'));
      assert.equal(await answer.text(), 'page');
      assert.equal((await getAuth({ request, context })).userId, null);
    } finally {
      delete process.env.IS_RR_BUILD_REQUEST;
    }
  });

  it('the root loader adds who is signed in to what the loader returns, without a token', async () => {
    const { args } = await run('https://app.acme.example/', SIGNED_IN);
    const { auth } = await rootAuthLoader(args);
    assert.equal(auth.userId, 'user_1');
    assert.ok(!JSON.stringify(auth).includes('ey'), 'no token in the page');
    const own = await rootAuthLoader(args, async ({ auth: { userId } }) => ({ name: `name of ${userId}`, auth: 'x' }));
    assert.deepEqual([own.name, (own.auth as unknown as typeof auth).sessionId], ['name of user_1', 'sess_1']);
    const withInit = { type: 'DataWithResponseInit', data: { name: 'Ada' }, init: { status: 201 } };
    const kept = await rootAuthLoader(args, () => withInit);
    assert.deepEqual([kept.data.name, kept.data.auth.userId, kept.init.status], ['Ada', 'user_1', 201]);
    const response = Response.json({});
    assert.equal(await rootAuthLoader(args, () => response), response);
  });

  it('getAuth() without the middleware says what is missing', async () => {
    await assert.rejects(getAuth({ request: new Request('http://x'), context: {} }), /middleware of clerk-widgets/);
  });
});
