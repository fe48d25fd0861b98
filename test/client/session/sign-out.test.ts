import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { FakeFapi, fail, KEY } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';
import { open, openTwo } from './open-sessions.ts';

test('signing out of one account shows the other one and goes to the URL for a single sign-out', async () => {
  const { clerk, fapi, tab, seen, first, second, world } = await openTwo({
    afterMultiSessionSingleSignOutUrl: '/choose',
  });
  assert.equal(clerk.session?.id, second);
  await clerk.signOut({ sessionId: second });
  assert.equal(fapi.callsTo(new RegExp(`POST .*/${second}/remove$`)).length, 1);
  assert.equal(new URL(tab.url).pathname, '/choose');
  assert.deepEqual(seen.at(-1), 'transition');
  assert.equal(decodeToken(world.cookie('__session') ?? '').claims.sid, first);
  assert.deepEqual(
    clerk.client?.signedInSessions.map(({ id }) => id),
    [first],
  );
});

test('signing out a session that is not shown changes nothing else', async () => {
  const { clerk, tab, first, second, world } = await openTwo();
  await clerk.signOut({ sessionId: first });
  assert.equal(clerk.session?.id, second);
  assert.deepEqual(tab.visited, []);
  assert.ok(world.cookie('__session'));
});

test('signing out goes to the given URL, else to that of the options, else to that of the instance, else home', async () => {
  const cases = [
    [{ redirectUrl: '/bye' }, { afterSignOutUrl: '/after' }, '/instance', '/bye'],
    [{}, { afterSignOutUrl: '/after' }, '/instance', '/after'],
    [{}, {}, '/instance', '/instance'],
    [{}, {}, '', '/'],
  ] as const;
  for (const [params, options, ofInstance, path] of cases) {
    const { clerk, tab, fapi, world } = await openTwo(options, { after_sign_out_all_url: ofInstance });
    await clerk.signOut(params);
    assert.equal(new URL(tab.url).pathname, path);
    assert.equal(fapi.callsTo(/DELETE \/client\/sessions$/).length, 1);
    assert.equal(world.cookie('__session'), undefined);
    assert.equal(world.cookie('clerk_active_context'), undefined);
  }
});

test('signing out of one account goes to the given URL, else to that of the options, else to that of the instance, else home', async () => {
  const cases = [
    [{ redirectUrl: '/bye' }, { afterMultiSessionSingleSignOutUrl: '/one' }, '/instance', '/bye'],
    [{}, { afterMultiSessionSingleSignOutUrl: '/one', afterSignOutUrl: '/all' }, '/instance', '/one'],
    [{}, { afterSignOutUrl: '/all' }, '/instance', '/instance'],
    [{}, { afterSignOutUrl: '/all' }, '', '/'],
  ] as const;
  for (const [params, options, ofInstance, path] of cases) {
    const urls = { after_sign_out_one_url: ofInstance, after_sign_out_all_url: '/all-of-instance' };
    const { clerk, tab, second } = await openTwo(options, urls);
    await clerk.signOut({ ...params, sessionId: second });
    assert.equal(new URL(tab.url).pathname, path);
  }
});

test('a sign-out with a callback calls it instead of navigating, and tells framework hooks', async () => {
  const { clerk, tab, seen } = await openTwo();
  const intents: unknown[] = [];
  tab.hooks.__internal_onBeforeSetActive = (intent) => void intents.push(intent);
  let called = 0;
  await clerk.signOut(() => called++);
  assert.equal(called, 1);
  assert.deepEqual(tab.visited, []);
  assert.deepEqual(intents, ['sign-out']);
  assert.deepEqual(seen, ['transition', 'none']);
});

test('a sign-out that does not reach the API changes nothing', async () => {
  const { clerk, world, second } = await openTwo();
  world.online = false;
  await assert.rejects(clerk.signOut(), { code: 'network_error' });
  assert.equal(clerk.session?.id, second);
  assert.ok(world.cookie('__session'));
  world.online = true;
  await clerk.signOut(() => {});
  assert.equal(clerk.session, null);
});

test('signing out of a session that the server has already ended works', async () => {
  const { clerk, fapi } = await openTwo();
  fapi.intercept = () => fail(401, 'signed_out');
  await clerk.signOut(() => {});
  assert.equal(clerk.session, null);
});

test('signing out of a signed-out browser sends no request', async () => {
  const { clerk, fapi } = await open(new FakeFapi());
  await clerk.signOut();
  assert.equal(fapi.calls.length, 0);
});

test('other tabs see a sign-out at once, even when they cannot reach the API', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const one = await open(fapi);
  const two = await open(fapi);
  const hanging = new Promise<never>(() => {});
  two.tab.send = () => hanging;
  await one.clerk.signOut(() => {});
  await fapi.world.advance(10);
  assert.equal(two.clerk.session, null);
  assert.equal(two.clerk.user, null);
});

test('the remaining session has a token no older than the sign-in time that a development page writes', async () => {
  const fapi = new FakeFapi();
  const first = fapi.signIn('ada@acme.example');
  fapi.signIn('bob@acme.example');
  const tab = fapi.world.openTab({ url: 'http://localhost:3000/' });
  const clerk = new Clerk(KEY.replace('pk_live', 'pk_test'), { platform: tab });
  await clerk.load();
  await flush();
  await fapi.world.advance(5000);
  const uat = () => Number(fapi.world.cookie('__client_uat'));
  const before = uat();
  await clerk.signOut({ sessionId: first.id });
  assert.ok(uat() > before);
  assert.ok(decodeToken(fapi.world.cookie('__session') ?? '').claims.iat >= uat());
});
