import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { FakeFapi, KEY } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';

/** Opens a tab in a browser with the cookies of an earlier session. Its page is painted when the test says so. */
async function returning() {
  const fapi = new FakeFapi();
  fapi.signIn();
  const earlier = fapi.world.openTab();
  await new Clerk(KEY, { platform: earlier }).load();
  await flush();
  earlier.close();
  const tab = fapi.world.openTab();
  const painted = Promise.withResolvers<void>();
  tab.painted = () => painted.promise;
  return { clerk: new Clerk(KEY, { platform: tab }), fapi, paint: painted.resolve };
}

test('elements know the user before the modules that apply the client are loaded', async () => {
  const { clerk, paint } = await returning();
  const seen: unknown[] = [];
  clerk.addListener(({ user }) => seen.push(user?.firstName));
  let changes = 0;
  clerk.__internal_subscribe(() => changes++);
  const loading = clerk.__internal_ensureLoaded();
  await flush();
  assert.equal(clerk.__internal_incoming?.user?.first_name, 'Ada');
  assert.ok(changes > 0);
  assert.deepEqual([clerk.client, clerk.user, clerk.status], [undefined, undefined, 'loading']);
  paint();
  await loading;
  assert.equal(clerk.__internal_incoming, undefined);
  assert.equal(clerk.user?.firstName, 'Ada');
  assert.deepEqual(seen, [undefined, 'Ada'], 'listeners hear of the environment, then of the user');
});

test('load() and what needs the session do not wait until the page is painted', async () => {
  for (const begin of [(clerk: Clerk) => clerk.load(), (clerk: Clerk) => clerk.__internal_expectSessions()]) {
    const { clerk } = await returning();
    const loading = clerk.__internal_ensureLoaded();
    void begin(clerk);
    await loading;
    assert.equal(clerk.user?.firstName, 'Ada');
  }
});

test('elements show no user early if the page chooses the session', async () => {
  const { clerk, paint } = await returning();
  clerk.__internal_updateProps({ options: { selectInitialSession: () => null } });
  const loading = clerk.__internal_ensureLoaded();
  await flush();
  assert.equal(clerk.__internal_incoming, undefined);
  paint();
  await loading;
  assert.equal(clerk.user, null);
});

test('the session that elements show early is the one that the page will have', async () => {
  const { clerk, fapi, paint } = await returning();
  const second = fapi.signIn();
  fapi.client?.sessions.unshift({ ...second, id: 'sess_over', status: 'ended' });
  const loading = clerk.__internal_ensureLoaded();
  await flush();
  assert.equal(clerk.__internal_incoming?.id, second.id);
  paint();
  await loading;
  assert.equal(clerk.session?.id, second.id);
});
