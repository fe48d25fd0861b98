import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { FakeFapi } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';
import { open, openTwo } from './open-sessions.ts';

test('switching sessions updates the server, the cookie and the listeners, in that order', async () => {
  const { clerk, fapi, seen, first, world } = await openTwo();
  clerk.addListener(({ session }) => {
    if (session?.id === first) assert.equal(decodeToken(world.cookie('__session') ?? '').claims.sid, first);
  });
  await clerk.setActive({ session: first });
  assert.equal(clerk.session?.id, first);
  assert.equal(fapi.callsTo(new RegExp(`POST .*/${first}/touch$`))[0]?.body.intent, 'select_session');
  assert.equal(fapi.calls.length, 1);
  assert.deepEqual(new Set(seen.slice(-1)), new Set([first]));
  assert.ok(!seen.includes('transition'));
});

test('resources are undefined until the navigation of a session switch is over', async () => {
  const { clerk, seen, first } = await openTwo();
  await clerk.setActive({
    session: first,
    async navigate() {
      assert.equal(clerk.session, undefined);
      assert.equal(clerk.user, undefined);
      await flush();
      assert.equal(clerk.session, undefined);
    },
  });
  assert.deepEqual(seen.slice(-2), ['transition', first]);
});

test('framework hooks run before and after the navigation of a session switch', async () => {
  const { clerk, tab, first } = await openTwo();
  const order: string[] = [];
  tab.hooks.__internal_onBeforeSetActive = async () => {
    await flush();
    order.push('before');
  };
  tab.hooks.__internal_onAfterSetActive = () => void order.push('after');
  await clerk.setActive({
    session: first,
    async navigate({ session, decorateUrl }) {
      order.push(`navigate ${session.id} ${decorateUrl('/home')}`);
      await flush();
    },
  });
  assert.deepEqual(order, ['before', `navigate ${first} /home`, 'after']);
});

test('the client publishes no change while the page leaves for the redirect URL', async () => {
  const { clerk, tab, first } = await openTwo();
  await clerk.setActive({ session: first, redirectUrl: '/welcome' });
  assert.equal(tab.url, 'https://app.acme.example/welcome');
  assert.deepEqual(tab.emitted, ['clerk:beforeunload']);
  assert.equal(clerk.isSignedIn, false);
  // The page works again when the back button brings it back.
  tab.fire('pageshow');
  await flush();
  assert.equal(clerk.session?.id, first);
});

test('a redirect into another application keeps the page, so the new session is published', async () => {
  const { clerk, tab, first } = await openTwo({ allowedRedirectProtocols: ['myapp:'] });
  await clerk.setActive({ session: first, redirectUrl: 'myapp://done' });
  assert.equal(tab.visited[0]?.url, 'myapp://done');
  assert.equal(clerk.session?.id, first);
});

test('a redirect through the application’s router keeps the page, so the new session is published', async () => {
  const pushed: string[] = [];
  const options = { routerPush: (to: string) => void pushed.push(to), routerReplace: () => {} };
  const { clerk, first } = await openTwo(options);
  await clerk.setActive({ session: first, redirectUrl: 'https://app.acme.example/welcome?x=1' });
  assert.deepEqual(pushed, ['/welcome?x=1']);
  assert.equal(clerk.session?.id, first);
});

test('a client cookie that is about to expire is renewed during a switch', async () => {
  const { clerk, fapi, tab, first } = await openTwo();
  if (fapi.client) fapi.client.cookie_expires_at = fapi.world.time + 7 * 86_400_000;
  await clerk.setActive({ session: first, redirectUrl: '/welcome' });
  assert.equal(
    tab.url,
    'https://clerk.acme.example/v1/client/touch?redirect_url=https%3A%2F%2Fapp.acme.example%2Fwelcome',
  );
});

test('switching to an unknown session is refused', async () => {
  const { clerk } = await openTwo();
  await assert.rejects(clerk.setActive({ session: 'sess_none' }), { code: 'session_not_found' });
});

test('setActive without a session removes the session cookie and keeps the sessions', async () => {
  const { clerk, world } = await openTwo();
  await clerk.setActive({ session: null });
  assert.equal(clerk.session, null);
  assert.equal(clerk.client?.signedInSessions.length, 2);
  assert.equal(world.cookie('__session'), undefined);
});

test('a switch to a session that has ended leaves the tab where it is', async () => {
  const { clerk, fapi, first, second } = await openTwo();
  fapi.revoke(first);
  await clerk.setActive({ session: first });
  assert.equal(clerk.session?.id, second);
  assert.deepEqual(
    clerk.client?.sessions.map(({ id }) => id),
    [second],
  );
});

test('a session with a cached token can be switched to without a network', async () => {
  const { clerk, world, first } = await openTwo();
  world.online = false;
  await clerk.setActive({ session: first });
  assert.equal(clerk.session?.id, first);
});

test('a visible page touches its session at most every 5 s on a single-session instance', async () => {
  const fapi = new FakeFapi();
  fapi.environment.auth_config.single_session_mode = true;
  fapi.signIn();
  const { tab, world } = await open(fapi);
  tab.fire('focus');
  tab.fire('focus');
  await flush();
  assert.equal(fapi.callsTo(/touch$/).length, 1);
  await world.advance(5000);
  tab.fire('focus');
  await flush();
  assert.equal(fapi.callsTo(/touch$/).length, 2);
});

test('a page with touchSession off touches no session', async () => {
  const quiet = await openTwo({ touchSession: false });
  quiet.tab.fire('focus');
  await flush();
  assert.equal(quiet.fapi.calls.length, 0);
});

test('listeners are called once per change, and not after they are removed', async () => {
  const { clerk } = await openTwo();
  let calls = 0;
  const off = clerk.addListener(() => calls++, { skipInitialEmit: true });
  const { client, session, user } = clerk;
  await clerk.client?.reload();
  assert.equal(clerk.user, user, 'nothing changed, so the identity is kept');
  assert.equal(clerk.session, session);
  assert.equal(clerk.client, client);
  assert.equal(calls, 0);
  await clerk.user?.update({ firstName: 'Grace' });
  assert.notEqual(clerk.user, user);
  assert.equal(calls, 1);
  off();
  await clerk.user?.update({ firstName: 'Hedy' });
  assert.equal(calls, 1);
});

test('an answer that is older than the known state is dropped', async () => {
  const { clerk, fapi } = await openTwo();
  const held: (() => void)[] = [];
  fapi.intercept = async (call, next) => {
    const answer = next();
    if (call.body.first_name === 'Slow') await new Promise<void>((resolve) => held.push(resolve));
    return answer;
  };
  const slow = clerk.user?.update({ firstName: 'Slow' });
  await flush();
  await clerk.user?.update({ firstName: 'Fast' });
  held[0]?.();
  await slow;
  assert.equal(clerk.user?.firstName, 'Fast');
});

test('the client parses unknown statuses and fields of the API', async () => {
  const fapi = new FakeFapi();
  const session = fapi.signIn();
  Object.assign(session, { status: 'dreaming', brand_new: { a: 1 } });
  Object.assign(fapi.client ?? {}, { sign_up: { id: 'sua_x', status: 'odd' }, another: [1] });
  const { clerk } = await open(fapi);
  assert.equal(clerk.session, null);
  assert.equal(clerk.client?.sessions[0]?.status, 'dreaming');
  assert.equal(clerk.client?.signUp.id, 'sua_x');
  assert.deepEqual(clerk.client?.signUp.missingFields, []);
});

test('a page cannot change resources', async () => {
  const { clerk } = await openTwo();
  for (const resource of [clerk.client, clerk.session, clerk.user, clerk.client?.signIn]) {
    assert.throws(() => Object.assign(resource as object, { id: 'other' }), TypeError);
    assert.notEqual(resource?.id, 'other');
  }
  assert.ok(Object.isFrozen(clerk.__internal_environment));
  assert.ok(Object.isFrozen(clerk.__internal_environment?.user_settings.attributes));
  assert.ok(Object.isFrozen(clerk.client?.sessions));
});

test('mount and open calls go to the elements', async () => {
  const { clerk } = await openTwo();
  const calls: string[] = [];
  clerk.__internal_setComponents({
    mount: (name) => void calls.push(`mount ${name}`),
    unmount: () => void calls.push('unmount'),
    open: (name) => void calls.push(`open ${name}`),
    close: (name) => void calls.push(`close ${name}`),
    updateProps: () => void calls.push('update'),
  });
  const node = {} as HTMLElement;
  clerk.mountSignIn(node);
  clerk.unmountSignIn(node);
  clerk.openUserProfile();
  clerk.closeUserProfile();
  clerk.openSignIn();
  clerk.__internal_updateProps({ appearance: { theme: 'simple' } });
  assert.deepEqual(calls, [
    'mount SignIn',
    'unmount',
    'open UserProfile',
    'close UserProfile',
    'open SignIn',
    'update',
  ]);
  assert.deepEqual(clerk.__internal_getOption('appearance'), { theme: 'simple' });
});

test('open calls without the elements fail with an explanation', async () => {
  const { clerk } = await openTwo();
  assert.throws(() => clerk.openUserProfile(), { code: 'components_missing' });
});
