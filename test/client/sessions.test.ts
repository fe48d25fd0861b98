import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../src/client/clerk.ts';
import type { LoadOptions, Resources } from '../../src/client/types.ts';
import { decodeToken } from '../../src/tokens/decode.ts';
import { FakeFapi, fail, KEY } from '../support/fake-fapi.ts';
import { flush } from '../support/fake-platform.ts';

async function open(fapi: FakeFapi, options?: LoadOptions) {
  const tab = fapi.world.openTab();
  const clerk = new Clerk(KEY, { platform: tab });
  await clerk.load(options);
  await flush();
  fapi.calls.length = 0;
  const seen: string[] = [];
  clerk.addListener(
    ({ session }: Resources) => seen.push(session === undefined ? 'transition' : (session?.id ?? 'none')),
    {
      skipInitialEmit: true,
    },
  );
  return { fapi, world: fapi.world, tab, clerk, seen };
}

async function openTwo(options?: LoadOptions) {
  const fapi = new FakeFapi();
  const first = fapi.signIn('ada@acme.example');
  const second = fapi.signIn('bob@acme.example');
  return { ...(await open(fapi, options)), first: first.id, second: second.id };
}

test('switching sessions tells the server, the cookie and the listeners, in that order', async () => {
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

test('with a navigation the resources are in transition until it is over, and the hooks of frameworks run', async () => {
  const { clerk, tab, seen, first } = await openTwo();
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
      assert.equal(clerk.session, undefined);
      assert.equal(clerk.user, undefined);
      await flush();
      assert.equal(clerk.session, undefined);
    },
  });
  assert.deepEqual(order, ['before', `navigate ${first} /home`, 'after']);
  assert.deepEqual(seen.slice(-2), ['transition', first]);
});

test('a page that is left for the redirect URL publishes nothing any more', async () => {
  const { clerk, tab, first } = await openTwo();
  await clerk.setActive({ session: first, redirectUrl: '/welcome' });
  assert.equal(tab.url, 'https://app.acme.example/welcome');
  assert.deepEqual(tab.emitted, ['clerk:beforeunload']);
  assert.equal(clerk.isSignedIn, false);
  // Brought back by the back button, it is whole again.
  tab.fire('pageshow');
  await flush();
  assert.equal(clerk.session?.id, first);
});

test('a router of the application keeps the page, so the new session is published', async () => {
  const pushed: string[] = [];
  const options = { routerPush: (to: string) => void pushed.push(to), routerReplace: () => {} };
  const { clerk, first } = await openTwo(options);
  await clerk.setActive({ session: first, redirectUrl: 'https://app.acme.example/welcome?x=1' });
  assert.deepEqual(pushed, ['/welcome?x=1']);
  assert.equal(clerk.session?.id, first);
});

test('a client cookie about to expire is renewed on the way', async () => {
  const { clerk, fapi, tab, first } = await openTwo();
  if (fapi.client) fapi.client.cookie_expires_at = fapi.world.time + 7 * 86_400_000;
  await clerk.setActive({ session: first, redirectUrl: '/welcome' });
  assert.equal(
    tab.url,
    'https://clerk.acme.example/v1/client/touch?redirect_url=https%3A%2F%2Fapp.acme.example%2Fwelcome',
  );
});

test('an unknown session is refused', async () => {
  const { clerk } = await openTwo();
  await assert.rejects(clerk.setActive({ session: 'sess_none' }), { code: 'session_not_found' });
});

test('choosing no session removes the cookie and keeps the sessions', async () => {
  const { clerk, world } = await openTwo();
  await clerk.setActive({ session: null });
  assert.equal(clerk.session, null);
  assert.equal(clerk.client?.signedInSessions.length, 2);
  assert.equal(world.cookie('__session'), undefined);
});

test('a session that ended meanwhile is not shown', async () => {
  const { clerk, fapi, first, second } = await openTwo();
  fapi.revoke(first);
  await clerk.setActive({ session: first });
  assert.equal(clerk.session, null);
  assert.deepEqual(
    clerk.client?.sessions.map(({ id }) => id),
    [second],
  );
});

test('a dead network does not keep from switching to a session whose token is at hand', async () => {
  const { clerk, world, first } = await openTwo();
  world.online = false;
  await clerk.setActive({ session: first });
  assert.equal(clerk.session?.id, first);
});

test('signing one session out keeps the other and goes to the URL for that', async () => {
  const { clerk, fapi, tab, seen, first, second, world } = await openTwo({
    afterMultiSessionSingleSignOutUrl: '/choose',
  });
  assert.equal(clerk.session?.id, second);
  await clerk.signOut({ sessionId: second });
  assert.equal(fapi.callsTo(new RegExp(`POST .*/${second}/remove$`)).length, 1);
  assert.equal(new URL(tab.url).pathname, '/choose');
  assert.deepEqual(seen.at(-1), 'transition');
  assert.equal(world.cookie('__session'), undefined);
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

test('signing out ends every session and goes to the URL given, else to that of the options, else home', async () => {
  const cases = [
    [{ redirectUrl: '/bye' }, { afterSignOutUrl: '/after' }, '/bye'],
    [{}, { afterSignOutUrl: '/after' }, '/after'],
    [{}, {}, '/'],
  ] as const;
  for (const [params, options, path] of cases) {
    const { clerk, tab, fapi, world } = await openTwo(options);
    await clerk.signOut(params);
    assert.equal(new URL(tab.url).pathname, path);
    assert.equal(fapi.callsTo(/DELETE \/client\/sessions$/).length, 1);
    assert.equal(world.cookie('__session'), undefined);
    assert.equal(world.cookie('clerk_active_context'), undefined);
  }
});

test('a callback is called in place of the navigation, and frameworks hear that it is a sign-out', async () => {
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

test('a sign-out the API did not hear of has not happened', async () => {
  const { clerk, world, second } = await openTwo();
  world.online = false;
  await assert.rejects(clerk.signOut(), { code: 'network_error' });
  assert.equal(clerk.session?.id, second);
  assert.ok(world.cookie('__session'));
  world.online = true;
  await clerk.signOut(() => {});
  assert.equal(clerk.session, null);
});

test('signing out of a session the server has ended already works', async () => {
  const { clerk, fapi } = await openTwo();
  fapi.intercept = () => fail(401, 'signed_out');
  await clerk.signOut(() => {});
  assert.equal(clerk.session, null);
});

test('signing out when nobody is signed in asks nothing', async () => {
  const { clerk, fapi } = await open(new FakeFapi());
  await clerk.signOut();
  assert.equal(fapi.calls.length, 0);
});

test('other tabs hear of a sign-out at once, even when they cannot ask the API', async () => {
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

test('looking at the page touches the session; with one session per client not more often than every 5 s', async () => {
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

  const quiet = await openTwo({ touchSession: false });
  quiet.tab.fire('focus');
  await flush();
  assert.equal(quiet.fapi.calls.length, 0);
});

test('listeners are called once per change, in the same breath, and one that throws stops nobody', async () => {
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

test('an answer older than what is known is dropped', async () => {
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

test('unknown statuses and fields of the API break nothing', async () => {
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

test('snapshots are frozen', async () => {
  const { clerk } = await openTwo();
  for (const snapshot of [
    clerk.client,
    clerk.session,
    clerk.user,
    clerk.client?.signIn,
    clerk.__internal_environment,
  ]) {
    assert.ok(Object.isFrozen(snapshot));
  }
  assert.ok(Object.isFrozen(clerk.__internal_environment?.user_settings.attributes));
  assert.ok(Object.isFrozen(clerk.client?.sessions));
});

test('screens are handed over to whoever plugged them in, and without them the call says what is missing', async () => {
  const { clerk } = await openTwo();
  assert.throws(() => clerk.openUserProfile(), { code: 'components_missing' });
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
