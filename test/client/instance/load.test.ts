import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import type { ClerkStatus } from '../../../src/client/types.ts';
import { cookieSuffixOf } from '../../../src/protocol/cookies.ts';
import { FakeFapi, fail, KEY } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';

function create(fapi: FakeFapi, options: ConstructorParameters<typeof Clerk>[1] = {}) {
  const tab = fapi.world.openTab();
  const clerk = new Clerk(KEY, { platform: tab, ...options });
  const statuses: ClerkStatus[] = [];
  clerk.on('status', (status) => statuses.push(status), { notify: true });
  return { clerk, tab, statuses };
}

/** Opens a browser with the cookies of an earlier session. */
async function returning(): Promise<FakeFapi> {
  const fapi = new FakeFapi();
  fapi.signIn();
  const { clerk, tab } = create(fapi);
  await clerk.load();
  await flush();
  tab.close();
  fapi.calls.length = 0;
  return fapi;
}

test('everything is undefined before load', () => {
  const { clerk } = create(new FakeFapi());
  assert.equal(clerk.client, undefined);
  assert.equal(clerk.session, undefined);
  assert.equal(clerk.user, undefined);
  assert.equal(clerk.loaded, false);
  assert.equal(clerk.frontendApi, 'clerk.acme.example');
  assert.equal(clerk.instanceType, 'production');
});

test('load requests environment and client at the same time, and a new user is signed out', async () => {
  const fapi = new FakeFapi();
  const { clerk, statuses } = create(fapi);
  await clerk.load();
  assert.deepEqual(
    fapi.calls.map(({ method, path }) => `${method} ${path}`),
    ['GET /environment', 'GET /client'],
  );
  assert.equal(clerk.session, null);
  assert.equal(clerk.user, null);
  assert.equal(clerk.client?.signIn.status, null);
  assert.deepEqual(statuses, ['loading', 'ready']);
});

test('a signed-in user has session, user, token and cookies, plain and suffixed', async () => {
  const fapi = new FakeFapi();
  const { id } = fapi.signIn();
  const { clerk } = create(fapi);
  await clerk.load();
  await flush();
  assert.equal(clerk.session?.id, id);
  assert.equal(clerk.isSignedIn, true);
  assert.equal(clerk.user?.fullName, 'Ada');
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(KEY));
  const raw = clerk.session?.lastActiveToken?.getRawString();
  assert.equal(fapi.world.cookie('__session'), raw);
  assert.equal(fapi.world.cookie(`__session_${cookieSuffixOf(new Uint8Array(digest))}`), raw);
  assert.equal(fapi.world.cookie('clerk_active_context'), `${id}:`);
  assert.equal(fapi.world.cookie('__client_uat'), undefined, 'in production that one is the server\u2019s');
  const attributes = fapi.world.cookies.find(({ name }) => name === '__session')?.attributes;
  assert.deepEqual(attributes, { maxAge: 31_536_000, sameSite: 'Lax', secure: true, partitioned: false });
});

test('a partitioned instance stores its cookies for foreign frames', async () => {
  const fapi = new FakeFapi();
  fapi.environment.partitioned_cookies = true;
  fapi.signIn();
  const { clerk } = create(fapi);
  await clerk.load();
  await flush();
  const { sameSite, secure, partitioned } =
    fapi.world.cookies.find(({ name }) => name === '__session')?.attributes ?? ({} as never);
  assert.deepEqual({ sameSite, secure, partitioned }, { sameSite: 'None', secure: true, partitioned: true });
});

test('a development instance of another site writes the time of the client on the registrable domain', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const tab = fapi.world.openTab({ url: 'https://www.shop.example/' });
  const clerk = new Clerk(KEY.replace('live', 'test'), { platform: tab });
  await clerk.load();
  await flush();
  const cookie = fapi.world.cookies.find(({ name }) => name === '__client_uat');
  assert.equal(cookie?.value, String(Math.floor((clerk.client?.updatedAt?.getTime() ?? 0) / 1000)));
  assert.equal(cookie?.domain, 'shop.example');
  assert.equal(fapi.world.cookie('__clerk_test_etld'), undefined);
  await clerk.signOut(() => {});
  assert.equal(fapi.world.cookie('__client_uat'), '0');
});

test('the environment is announced before the client has loaded', async () => {
  const fapi = new FakeFapi();
  let release = () => {};
  fapi.intercept = async (call, next) => {
    if (call.path === '/client') await new Promise<void>((resolve) => (release = resolve));
    return next();
  };
  const { clerk } = create(fapi);
  const seen: unknown[] = [];
  clerk.addListener(({ client }) => seen.push([clerk.__internal_environment !== undefined, client !== undefined]));
  const loading = clerk.load();
  await flush();
  assert.deepEqual(seen, [[true, false]]);
  assert.equal(clerk.status, 'loading');
  release();
  await loading;
  assert.deepEqual(seen.at(-1), [true, true]);
});

test('the environment can be requested without cookies, the client never', async () => {
  const fapi = new FakeFapi();
  const { clerk } = create(fapi, { environmentCredentials: 'same-origin' });
  await clerk.load();
  assert.deepEqual(
    fapi.calls.map(({ request }) => request.credentials),
    ['same-origin', 'include'],
  );
});

test('loading twice sends the requests once and merges the options', async () => {
  const fapi = new FakeFapi();
  const { clerk } = create(fapi);
  await Promise.all([
    clerk.__internal_ensureLoaded(),
    clerk.load({ signInUrl: '/in', supportEmail: undefined }),
    clerk.__internal_ensureLoaded(),
  ]);
  await clerk.load({ signUpUrl: '/up' });
  assert.equal(fapi.calls.length, 2);
  assert.equal(clerk.buildSignInUrl(), '/in');
  assert.equal(clerk.buildSignUpUrl(), '/up');
});

test('the application can choose the first session', async () => {
  const fapi = new FakeFapi();
  const first = fapi.signIn('ada@acme.example');
  fapi.signIn('bob@acme.example');
  const { clerk } = create(fapi);
  await clerk.load({ selectInitialSession: ({ sessions }) => sessions[0] });
  assert.equal(clerk.session?.id, first.id);
});

test('a page without an answer uses the cookie and the stored environment, and recovers by itself', async () => {
  const fapi = await returning();
  fapi.world.online = false;
  const { clerk, statuses } = create(fapi);
  const loading = clerk.load();
  await fapi.world.advance(60_000);
  await loading;
  assert.equal(clerk.status, 'degraded');
  assert.equal(clerk.loaded, true);
  assert.ok(clerk.__internal_environment);
  assert.match(clerk.session?.id ?? '', /^sess_/);
  assert.match(clerk.user?.id ?? '', /^user_/);
  fapi.world.online = true;
  await fapi.world.advance(60_000);
  assert.equal(clerk.status, 'ready');
  assert.equal(clerk.user?.fullName, 'Ada');
  assert.deepEqual(statuses, ['loading', 'degraded', 'ready']);
});

test('a client that takes longer than seven seconds does not delay the page', async () => {
  const fapi = await returning();
  fapi.intercept = async (call, next) => {
    if (call.path === '/client') {
      await new Promise((_, reject) =>
        call.request.signal.addEventListener('abort', () => reject(new TypeError('aborted'))),
      );
    }
    return next();
  };
  const { clerk } = create(fapi);
  const loading = clerk.load();
  await fapi.world.advance(7000);
  await loading;
  assert.equal(clerk.status, 'degraded');
  assert.ok(clerk.session);
});

test('a failing API (503) signs no user out', async () => {
  const fapi = await returning();
  fapi.intercept = () => fail(503, 'service_unavailable');
  const { clerk } = create(fapi);
  await clerk.load();
  assert.equal(clerk.status, 'degraded');
  assert.ok(clerk.session);
  assert.ok(fapi.world.cookie('__session'));
  fapi.intercept = undefined;
  await fapi.world.advance(10_000);
  assert.equal(clerk.status, 'ready');
});

test('a new user who cannot reach the API gets an error that says what to check, and the page recovers', async () => {
  const fapi = new FakeFapi();
  fapi.world.online = false;
  const { clerk, tab, statuses } = create(fapi);
  const loading = assert.rejects(clerk.load(), { code: 'network_error' });
  await fapi.world.advance(60_000);
  await loading;
  assert.equal(clerk.status, 'error');
  assert.match(tab.logs.join(), /https:\/\/clerk\.acme\.example\/v1 cannot be reached.*https:\/\/app\.acme\.example/);
  assert.ok(!tab.logs.join().includes(KEY));
  fapi.world.online = true;
  await fapi.world.advance(60_000);
  assert.equal(clerk.status, 'ready');
  assert.equal(clerk.user, null);
  assert.deepEqual(statuses, ['loading', 'error', 'ready']);
});

test('a stored environment of another instance is not used', async () => {
  const fapi = await returning();
  fapi.world.online = false;
  const tab = fapi.world.openTab();
  const clerk = new Clerk('pk_live_Y2xlcmsub3RoZXIuZXhhbXBsZSQ', { platform: tab });
  const loading = assert.rejects(clerk.load());
  await fapi.world.advance(60_000);
  await loading;
  assert.equal(clerk.__internal_environment, undefined);
});

test('a stored environment with a time in the future is not used, because its age is unknown', async () => {
  const fapi = await returning();
  fapi.world.online = false;
  fapi.world.clockOffset -= 3_600_000;
  const { clerk } = create(fapi);
  const loading = assert.rejects(clerk.load());
  await fapi.world.advance(60_000);
  await loading;
});

test('the cookie of an ended session is removed', async () => {
  const fapi = await returning();
  await fapi.world.advance(1000);
  fapi.revoke(fapi.client?.sessions[0]?.id ?? '');
  const { clerk } = create(fapi);
  await clerk.load();
  await flush();
  assert.equal(clerk.user, null);
  assert.equal(fapi.world.cookie('__session'), undefined);
});

test('parameters that the server added to the address are removed', async () => {
  const fapi = new FakeFapi();
  const tab = fapi.world.openTab({
    url: 'https://app.acme.example/x?a=1&__clerk_handshake=ey&__clerk_synced=true#top',
  });
  await new Clerk(KEY, { platform: tab }).load();
  await flush();
  assert.equal(tab.url, 'https://app.acme.example/x?a=1#top');
});

test('a page of a development host of Clerk sends its own token on every call, and answers renew it', async () => {
  const fapi = new FakeFapi();
  let issued = 0;
  fapi.intercept = (call, next) => {
    if (call.path === '/dev_browser') return { body: { id: `dvb_${++issued}` } };
    const answer = next();
    return call.method === 'GET' && call.path === '/client'
      ? { ...answer, headers: { 'clerk-db-jwt': 'dvb_next' } }
      : answer;
  };
  const tab = fapi.world.openTab();
  const key = `pk_test_${btoa('calm-owl-1.clerk.accounts.dev$')}`;
  const clerk = new Clerk(key, { platform: tab });
  await clerk.load();
  const environment = fapi.calls.find(({ path }) => path === '/environment');
  const client = fapi.calls.find(({ path }) => path === '/client');
  assert.equal(environment?.method, 'PATCH');
  assert.equal(environment?.url.searchParams.get('__clerk_db_jwt'), 'dvb_1');
  assert.equal(client?.url.searchParams.get('__clerk_db_jwt'), 'dvb_1');
  assert.equal(fapi.world.cookie('__clerk_db_jwt'), 'dvb_next');
  assert.equal(
    clerk.buildUrlWithAuth('https://calm-owl-1.accounts.dev/user'),
    'https://calm-owl-1.accounts.dev/user?__clerk_db_jwt=dvb_next',
  );
  assert.equal(clerk.buildUrlWithAuth('/user'), '/user');
});

test('a development token that the server no longer knows is renewed once during load', async () => {
  const fapi = new FakeFapi();
  let issued = 0;
  fapi.intercept = (call, next) => {
    if (call.path === '/dev_browser') return { body: { id: `dvb_${++issued}` } };
    const known = call.url.searchParams.get('__clerk_db_jwt') === 'dvb_2';
    return call.path === '/client' && !known ? fail(401, 'dev_browser_unauthenticated') : next();
  };
  const clerk = new Clerk(`pk_test_${btoa('calm-owl-1.clerk.accounts.dev$')}`, { platform: fapi.world.openTab() });
  await clerk.load();
  assert.equal(clerk.status, 'ready');
  assert.equal(issued, 2);
});
