import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { authStore } from '../../../src/client/stores/auth-store.ts';
import type { ReadableStore } from '../../../src/client/stores/readable-store.ts';
import { sessionListStore } from '../../../src/client/stores/session-list-store.ts';
import { sessionStore } from '../../../src/client/stores/session-store.ts';
import { signInStore } from '../../../src/client/stores/sign-in-store.ts';
import { signUpStore } from '../../../src/client/stores/sign-up-store.ts';
import { statusStore } from '../../../src/client/stores/status-store.ts';
import { userStore } from '../../../src/client/stores/user-store.ts';
import { createActorToken } from '../../../src/server/backend-api/actor-tokens.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { signUpWith } from './sign-up-with.ts';

const FACTORIES = {
  authStore,
  sessionListStore,
  sessionStore,
  signInStore,
  signUpStore,
  statusStore,
  userStore,
} as const;

/** An instance that is not loaded yet, on a page of its own. */
function unloaded(instance: TestInstance, device = new Device(instance)) {
  const tab = device.world.openTab({ url: 'https://app.example.com/' });
  return new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
}

/** Collects the values of a store. */
function record<Value>(store: ReadableStore<Value>): { values: Value[]; stop: () => void } {
  const values: Value[] = [];
  return { values, stop: store.subscribe((value) => values.push(value)) };
}

describe('the stores', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
  });
  after(() => instance.close());

  for (const [name, create] of Object.entries(FACTORIES)) {
    test(`${name} calls its subscriber at once, and not after it has unsubscribed`, async () => {
      const clerk = unloaded(instance);
      const store: ReadableStore<unknown> = create(clerk);
      const { values, stop } = record(store);
      assert.deepEqual(values, [store.getSnapshot()]);
      stop();
      await clerk.load();
      assert.equal(values.length, 1);
      assert.notEqual(store.getSnapshot(), values[0], 'the value goes on without a subscriber');
    });

    test(`${name} is readable on a server, where there is no instance`, () => {
      const store: ReadableStore<unknown> = create(undefined);
      assert.equal(store.getSnapshot(), store.getServerSnapshot());
      assert.deepEqual(record(store).values, [store.getSnapshot()]);
    });

    test(`${name} is the same store each time, and its value the same object while nothing changes`, async () => {
      const clerk = unloaded(instance);
      const store: ReadableStore<unknown> = create(clerk);
      assert.equal(create(clerk), store);
      assert.equal(store.getSnapshot(), store.getServerSnapshot());
      await clerk.load();
      assert.equal(store.getSnapshot(), store.getSnapshot());
      assert.notEqual(store.getSnapshot(), store.getServerSnapshot());
    });
  }

  test('an instance without a DOM gives stores that are not loaded', () => {
    const clerk = new Clerk(instance.config.publishableKey);
    assert.equal(userStore(clerk).getSnapshot().isLoaded, false);
    assert.equal(authStore(clerk).getSnapshot().isSignedIn, undefined);
    assert.equal(statusStore(clerk).getSnapshot(), 'loading');
  });

  test('a store listens to the instance only while it has subscribers', () => {
    const clerk = unloaded(instance);
    let listening = 0;
    const original = clerk.addListener.bind(clerk);
    clerk.addListener = (...given) => {
      listening++;
      const stop = original(...given);
      return () => {
        listening--;
        stop();
      };
    };
    userStore(clerk).getSnapshot();
    assert.equal(listening, 0);
    const stops = [record(userStore(clerk)).stop, record(authStore(clerk)).stop, record(userStore(clerk)).stop];
    assert.equal(listening, 1, 'once for all stores');
    for (const stop of stops) stop();
    stops[0]?.();
    assert.equal(listening, 0);
  });

  test('the stores of user, session and auth follow a sign-up, a change of the name and a sign-out', async () => {
    const { clerk } = await new Device(instance).open();
    const users = record(userStore(clerk)).values;
    const auth = authStore(clerk);
    assert.equal(users.at(-1)?.isSignedIn, false);
    assert.equal(auth.getSnapshot().userId, null);
    assert.equal(await auth.getSnapshot().getToken(), null);
    await signUpWith(instance, clerk, 'grace@example.com');
    assert.equal(users.at(-1)?.user, clerk.user);
    assert.equal(sessionStore(clerk).getSnapshot().session, clerk.session);
    assert.deepEqual(sessionListStore(clerk).getSnapshot().sessions, clerk.client?.sessions);
    const { userId, sessionId, sessionClaims, orgId, has, getToken } = auth.getSnapshot();
    assert.deepEqual([userId, sessionId, orgId], [clerk.user?.id, clerk.session?.id, null]);
    assert.equal(sessionClaims?.sub, userId);
    assert.equal(has({ permission: 'org:read' }), false);
    assert.equal(await getToken(), clerk.session?.lastActiveToken?.getRawString());
    await clerk.user?.update({ firstName: 'Grace' });
    assert.equal(users.at(-1)?.user?.firstName, 'Grace');
    await auth.getSnapshot().signOut(() => {});
    assert.deepEqual(users.at(-1), { isLoaded: true, isSignedIn: false, user: null });
  });

  test('getToken of a store that is not loaded waits for the instance', async () => {
    const device = new Device(instance);
    const first = await device.open();
    await signUpWith(instance, first.clerk, 'hedy@example.com');
    const clerk = unloaded(instance, device);
    const token = authStore(clerk).getSnapshot().getToken();
    await clerk.load();
    assert.equal(await token, await clerk.session?.getToken());
    assert.ok(await token);
  });

  test('authStore and the session say who acts as the user', async () => {
    const own = unloaded(instance);
    await own.load();
    await signUpWith(instance, own, 'kim@example.com');
    assert.equal(authStore(own).getSnapshot().actor, null);
    const actor = { sub: 'user_of_the_staff' };
    const { token } = await createActorToken(instance, { userId: own.user?.id ?? '', actor });
    const device = new Device(instance);
    const clerk = unloaded(instance, device);
    await clerk.load();
    const { createdSessionId } = await clerk.client!.signIn.create({ strategy: 'ticket', ticket: token });
    await clerk.setActive({ session: createdSessionId });
    const { actor: found, userId } = authStore(clerk).getSnapshot();
    assert.deepEqual([found, userId, clerk.session?.actor], [actor, own.user?.id, actor]);
    // The next page has the cookie alone.
    device.world.online = false;
    const next = unloaded(instance, device);
    const loading = next.load();
    await device.world.advance(30_000);
    await loading;
    assert.deepEqual([next.status, next.session?.actor], ['degraded', actor]);
  });

  test('the store of the sign-in says that a call is under way, and what it was refused for', async () => {
    const { clerk } = await new Device(instance).open();
    await signUpWith(instance, clerk, 'joan@example.com');
    await clerk.signOut(() => {});
    const store = signInStore(clerk);
    const { values } = record(store);
    const { signIn, setActive } = store.getSnapshot();
    assert.ok(signIn && setActive);
    const call = signIn.create({ identifier: 'joan@example.com', password: 'not the phrase' });
    assert.equal(store.getSnapshot().fetchStatus, 'fetching');
    await assert.rejects(call, { name: 'ClerkAPIResponseError' });
    assert.equal(values.at(-1)?.fetchStatus, 'idle');
    assert.equal(values.at(-1)?.errors.fields.password?.code, 'form_password_incorrect');
    assert.equal(values.at(-1)?.errors.global, null);
    const done = await signIn.create({ identifier: 'joan@example.com', password: PASSWORD });
    assert.equal(done.status, 'complete');
    const fields = { identifier: null, password: null, code: null };
    assert.deepEqual(store.getSnapshot().errors, { fields, global: null, raw: null });
    await setActive({ session: done.createdSessionId });
    assert.equal(clerk.isSignedIn, true);
  });

  test('the store of the sign-up names the field of an error in camelCase', async () => {
    const { clerk } = await new Device(instance).open();
    const store = signUpStore(clerk);
    await assert.rejects(store.getSnapshot().signUp!.create({ emailAddress: 'not an address', password: PASSWORD }));
    assert.equal(store.getSnapshot().errors.fields.emailAddress?.code, 'form_param_format_invalid');
  });

  test('an error of a parameter that is no field of the form is an error of the whole form', async () => {
    const { clerk } = await new Device(instance).open();
    const store = signInStore(clerk);
    await assert.rejects(store.getSnapshot().signIn!.create({ strategy: 'telepathy' }));
    const { fields, global } = store.getSnapshot().errors;
    assert.deepEqual(Object.values(fields), [null, null, null]);
    assert.equal(global?.[0]?.errors?.[0]?.meta.paramName, 'strategy');
  });

  test('a call that gets no answer is an error of the whole form', async () => {
    const device = new Device(instance);
    const { clerk } = await device.open();
    device.world.online = false;
    const store = signInStore(clerk);
    const call = store.getSnapshot().signIn!.create({ identifier: 'joan@example.com' });
    const refused = assert.rejects(call);
    await device.world.advance(60_000);
    await refused;
    assert.equal(store.getSnapshot().errors.global?.[0]?.code, 'network_error');
  });

  test('a subscriber that throws does not keep the change from the others', async () => {
    const { clerk } = await new Device(instance).open();
    const thrown: unknown[] = [];
    const before = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    let isFirst = true;
    userStore(clerk).subscribe(() => {
      if (!isFirst) throw new Error('a fault of the page');
      isFirst = false;
    });
    const { values } = record(userStore(clerk));
    await signUpWith(instance, clerk, 'mary@example.com');
    process.removeAllListeners('uncaughtException');
    for (const listener of before) process.on('uncaughtException', listener);
    assert.equal(values.at(-1)?.isSignedIn, true);
    assert.match(String(thrown[0]), /a fault of the page/);
  });

  test('a session with pending tasks signs nobody in, in any store', () => {
    const user = { id: 'user_1', fullName: 'Ada' };
    const session = { id: 'sess_1', status: 'pending', user };
    const nothing = () => () => {};
    const clerk = { loaded: true, status: 'ready', user, session, client: {}, addListener: nothing, on: nothing };
    const host = clerk as never as Clerk;
    const { isSignedIn, userId } = authStore(host).getSnapshot();
    assert.deepEqual([isSignedIn, userId], [false, null]);
    assert.deepEqual(userStore(host).getSnapshot(), { isLoaded: true, isSignedIn: false, user: null });
    const pending = sessionStore(host).getSnapshot();
    assert.deepEqual([pending.isSignedIn, pending.session?.id], [false, 'sess_1']);
  });
});
