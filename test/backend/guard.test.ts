import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createGuard, type GuardOptions } from '../../src/backend/adapters/guard.ts';
import { BackendOptionsError, createClerkClient } from '../../src/entries/backend.ts';
import { forge, NOW, now, PUBLIC_PEM, PUBLISHABLE_KEY } from './token-forge.ts';

const ORIGIN = 'https://app.acme.example';
const clerk = createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, signInUrl: '/sign-in', now });

async function ask(options: GuardOptions, path: string, headers: Record<string, string> = {}): Promise<string> {
  const verdict = await createGuard(clerk, options).check(new Request(ORIGIN + path, { headers }));
  if (!verdict.answer) return verdict.auth.userId ?? 'nobody';
  return `${verdict.answer.status} ${verdict.answer.headers.get('location') ?? ''}`.trim();
}

const page = { 'sec-fetch-dest': 'document' };
const signedIn = { authorization: `Bearer ${forge()}` };

describe('a guard', () => {
  it('without rules every request passes', async () => {
    assert.equal(await ask({}, '/admin'), 'nobody');
    assert.equal(await ask({}, '/admin', signedIn), 'user_1');
  });

  it('public routes are the only ones that need no user', async () => {
    const rules = { publicRoutes: ['/', '/blog(.*)'] };
    assert.equal(await ask(rules, '/'), 'nobody');
    assert.equal(await ask(rules, '/blog/1'), 'nobody');
    assert.equal(await ask(rules, '/api'), '401');
    assert.equal(await ask(rules, '/api', signedIn), 'user_1');
    assert.equal(await ask(rules, '/blog/..%2fadmin'), '401');
  });

  it('protected routes are the only ones that need a user', async () => {
    const rules = { protectedRoutes: ['/admin(.*)'] };
    assert.equal(await ask(rules, '/'), 'nobody');
    for (const path of ['/admin', '/ADMIN/x', '/%61dmin', '//admin', '/x/..%2fadmin', '/admin;x', '/admin.']) {
      assert.equal(await ask(rules, path), '401', path);
    }
  });

  it('a page that needs a user leads to the sign-in page and back, and the sign-in page is public', async () => {
    const back = encodeURIComponent(`${ORIGIN}/notes?page=2`);
    assert.equal(await ask({ required: true }, '/notes?page=2', page), `307 ${ORIGIN}/sign-in?redirect_url=${back}`);
    assert.equal(await ask({ required: true }, '/sign-in/factor-one', page), 'nobody');
    assert.equal(
      await ask({ required: true }, '/sign-in-as', page),
      `307 ${ORIGIN}/sign-in?redirect_url=${encodeURIComponent(`${ORIGIN}/sign-in-as`)}`,
    );
    const away = { required: true, signInUrl: 'https://accounts.acme.example/in' };
    assert.match(await ask(away, '/notes', page), /^307 https:\/\/accounts\.acme\.example\/in\?redirect_url=/);
  });

  it('a sign-in page that is the home page makes no other page public', async () => {
    for (const signInUrl of ['/', '/?from=app']) {
      const rules = { required: true, signInUrl };
      assert.equal(await ask(rules, '/', page), 'nobody');
      assert.equal(await ask(rules, '/admin'), '401');
      assert.match(await ask(rules, '/admin', page), /^307 /);
    }
  });

  it('a request that claims the host of the sign-in page opens no page of the application', async () => {
    for (const signInUrl of ['https://accounts.acme.example', 'https://accounts.acme.example/']) {
      const guard = createGuard(clerk, { required: true, signInUrl });
      for (const path of ['/', '/admin']) {
        const { answer } = await guard.check(new Request(`https://accounts.acme.example${path}`));
        assert.equal(answer?.status, 401, path);
      }
    }
  });

  it('a sign-in page that the rules protect says so, and leads to no redirect to itself', async () => {
    const guard = createGuard(clerk, { protectedRoutes: ['/(.*)'] });
    const urls: string[] = [];
    let url = `${ORIGIN}/notes`;
    for (;;) {
      urls.push(url);
      const { answer } = await guard.check(new Request(url, { headers: page }));
      if (answer?.status !== 307) {
        assert.equal(answer?.status, 401);
        assert.match(await answer.text(), /signInUrl/);
        break;
      }
      url = answer.headers.get('location') ?? '';
      assert.ok(urls.length < 3, url);
    }
    assert.equal(urls.length, 2);
  });

  it('a page whose session is stale is sent through a handshake before a rule is asked', async () => {
    const stale = { ...page, cookie: `__client_uat=${NOW}` };
    for (const rules of [{}, { required: true }]) {
      assert.match(await ask(rules, '/notes', stale), /^307 https:\/\/clerk\.acme\.example\/v1\/client\/handshake\?/);
    }
    assert.equal(await ask({ required: true }, '/notes', { cookie: `__client_uat=${NOW}` }), '401');
  });

  it('refuses a sign-in page that is no page', () => {
    for (const signInUrl of ['javascript:alert(1)', 'sign-in', '//evil.example', '']) {
      assert.throws(() => createGuard(clerk, { signInUrl }), BackendOptionsError, signInUrl);
    }
  });

  it('refuses rules that contradict each other', () => {
    assert.throws(() => createGuard(clerk, { publicRoutes: [], protectedRoutes: [] }), BackendOptionsError);
    assert.throws(() => createGuard(clerk, { required: true, protectedRoutes: [] }), BackendOptionsError);
  });
});
