import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { createClerkClient } from '../../../src/entries/backend.ts';
import { getAuth, rootAuthLoader } from '../../../src/entries/backend/remix.ts';
import { cookieSuffixOf } from '../../../src/protocol/cookies.ts';
import { forge, NOW, now, PUBLIC_PEM, PUBLISHABLE_KEY } from '../token-forge.ts';

const SUFFIX = cookieSuffixOf(createHash('sha1').update(PUBLISHABLE_KEY).digest());
const PAGE = { 'sec-fetch-dest': 'document' };
const SIGNED_IN = { ...PAGE, cookie: `__session=${forge()}; __client_uat=${NOW - 60}` };
const STALE = `__session=${forge({ iat: NOW - 90, nbf: NOW - 100, exp: NOW - 30 })}; __client_uat=${NOW - 100}`;
const renewed = [`__session=${forge()}; Path=/`, `__client_uat_${SUFFIX}=${NOW}; Path=/`];

const options = { clerk: createClerkClient({ publishableKey: PUBLISHABLE_KEY, jwtKey: PUBLIC_PEM, now }) };
const argsOf = (path: string, headers: Record<string, string> = {}, method = 'GET') => ({
  request: new Request(`https://app.acme.example${path}`, { headers, method }),
});

async function thrownBy(work: Promise<unknown>): Promise<Response> {
  return work.then(
    () => assert.fail('nothing was thrown'),
    (thrown: unknown) => (thrown instanceof Response ? thrown : assert.fail(String(thrown))),
  );
}

describe('the adapter of Remix', () => {
  it('loaders and actions are told who sent the request', async () => {
    assert.equal((await getAuth(argsOf('/notes', SIGNED_IN), options)).userId, 'user_1');
    assert.equal((await getAuth(argsOf('/notes', SIGNED_IN, 'POST'), options)).userId, 'user_1');
    assert.equal((await getAuth(argsOf('/notes', { authorization: `Bearer ${forge()}` }), options)).userId, 'user_1');
    assert.equal((await getAuth(argsOf('/notes', PAGE), options)).userId, null);
    const forged = { 'x-clerk-auth-status': 'signed-in', 'x-clerk-auth-token': forge(), 'x-forwarded-user': 'user_1' };
    assert.equal((await getAuth(argsOf('/notes', forged), options)).userId, null);
    assert.equal((await getAuth(argsOf('/notes', { authorization: 'Bearer %' }), options)).userId, null);
  });

  it('every loader of a page with a stale session throws the redirect of the handshake', async () => {
    const behind = { 'x-forwarded-host': 'notes.acme.example', 'x-forwarded-proto': 'https' };
    for (const work of [getAuth, (args: ReturnType<typeof argsOf>) => rootAuthLoader(args, undefined, options)]) {
      const thrown = await thrownBy(work(argsOf('/notes?page=2', { ...PAGE, ...behind, cookie: STALE }), options));
      const location = new URL(thrown.headers.get('location') ?? '');
      assert.deepEqual([thrown.status, location.pathname], [307, '/v1/client/handshake']);
      assert.equal(location.searchParams.get('redirect_url'), 'https://notes.acme.example/notes?page=2');
      assert.equal(thrown.headers.getSetCookie().length, 2);
    }
    const data = argsOf('/notes?_data=routes%2Fnotes', { 'sec-fetch-dest': 'empty', cookie: STALE });
    assert.equal((await getAuth(data, options)).userId, null);
  });

  it('all loaders of a page share the answer of a handshake, which can be used once', async () => {
    let used = 0;
    const clerk = createClerkClient({
      publishableKey: PUBLISHABLE_KEY,
      jwtKey: PUBLIC_PEM,
      secretKey: 'sk_live_0123456789',
      now,
      fetch: async () => (++used === 1 ? Response.json({ directives: renewed }) : new Response(null, { status: 404 })),
    });
    const headers = { ...PAGE, cookie: `${STALE}; __clerk_handshake_nonce=once` };
    const one = { clerk };
    const [answer, auth] = await Promise.all([
      rootAuthLoader(argsOf('/notes', headers), undefined, one),
      getAuth(argsOf('/notes', headers), one),
    ]);
    assert.deepEqual([used, auth.userId], [1, 'user_1']);
    assert.equal(((await answer.json()) as { auth: { userId: string } }).auth.userId, 'user_1');
    const stranger = { ...PAGE, cookie: '__clerk_handshake_nonce=once' };
    assert.equal((await getAuth(argsOf('/notes', stranger), one)).userId, null);
  });

  it('the root loader passes renewed cookies on, whatever the loader returns', async () => {
    const token = forge({ sid: undefined, sub: undefined, sts: undefined, handshake: renewed });
    const headers = { ...PAGE, cookie: `${STALE}; __clerk_handshake=${token}` };
    const load = async (loader?: () => unknown): Promise<Response> =>
      rootAuthLoader(argsOf('/', headers), loader, options);
    const cookiesOf = (from: Headers) => from.getSetCookie().filter((line) => line.startsWith('__session=ey')).length;
    const json = () => Response.json({ name: 'Ada' }, { status: 201, headers: { 'set-cookie': 'own=1' } });
    for (const loader of [undefined, () => ({ name: 'Ada' }), json, async () => new Response('text')]) {
      const answer = await load(loader);
      assert.equal(cookiesOf(answer.headers), 1, String(loader));
    }
    const answer = await load(json);
    const { name, auth } = (await answer.json()) as { name: string; auth: { userId: string } };
    assert.deepEqual([answer.status, name, auth.userId], [201, 'Ada', 'user_1']);
    assert.ok(answer.headers.getSetCookie().includes('own=1'));
    const deferred = { data: { name: Promise.resolve('Ada') }, init: { status: 200 }, cancel() {}, subscribe() {} };
    const kept = (await load(() => deferred)) as unknown as typeof deferred & { init: { headers: Headers } };
    assert.equal(cookiesOf(kept.init.headers), 1);
    assert.equal((kept.data as unknown as { auth: { userId: string } }).auth.userId, 'user_1');
  });
});
