import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { FakeFapi, KEY } from '../../support/fake-fapi.ts';
import type { FakeTab } from '../../support/fake-platform.ts';
import { busiest, cookieLife, HOUR, MINUTE, open, openTen, REFRESH } from './open-tabs.ts';

test('ten tabs refresh once per 50 seconds together, and all of them have the token', async () => {
  const { fapi, world, tabs } = await openTen();
  await world.advance(10 * MINUTE);
  const times = fapi.callsTo(REFRESH).map(({ time }) => time);
  assert.ok(times.length >= 11 && times.length <= 12, `${times.length} refreshes in ten minutes`);
  assert.equal(busiest(times, 49_000), 1);
  const raw = world.cookie('__session');
  for (const { clerk } of tabs) assert.equal(clerk.session?.lastActiveToken?.getRawString(), raw);
  assert.equal(fapi.calls.length, times.length, 'nothing else is asked for');
});

test('two alternately visible tabs together refresh at most 1.2 times in 50 seconds', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const tabs = [await open(fapi), await open(fapi, { visible: false })];
  await fapi.world.advance(1000);
  fapi.calls.length = 0;
  for (let turn = 0; turn < 30; turn++) {
    tabs[turn % 2]?.tab.hide();
    tabs[(turn + 1) % 2]?.tab.show();
    await fapi.world.advance(20_000);
    assert.ok(cookieLife(fapi) > 0);
  }
  const { length } = fapi.callsTo(REFRESH);
  assert.ok(length <= 12 * 1.2, `${length} refreshes in ten minutes`);
});

test('ten tabs, one of them throttled, see a sign-out within a second', async () => {
  const { fapi, world, tabs } = await openTen();
  if (tabs[3]) tabs[3].tab.throttle = MINUTE;
  await world.advance(MINUTE);
  await tabs[9]?.clerk.signOut(() => {});
  await world.advance(1000);
  for (const { clerk } of tabs) assert.equal(clerk.session, null);
  for (const name of ['__session', 'clerk_active_context']) assert.equal(world.cookie(name), undefined);
  assert.ok(fapi.calls.length > 0);
});

test('the session cookie never lapses over a simulated day', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  for (let i = 0; i < 3; i++) await open(fapi, { visible: i === 1 });
  let shortest = Infinity;
  for (let passed = 0; passed < 24 * HOUR; passed += 5000) {
    await fapi.world.advance(5000);
    shortest = Math.min(shortest, cookieLife(fapi));
  }
  assert.ok(shortest >= 5000, `a token with ${shortest} ms left was in the cookie`);
  const times = fapi.callsTo(REFRESH).map(({ time }) => time);
  assert.ok(times.length <= (24 * 3600) / 49, `${times.length} refreshes in a day`);
});

test('another tab takes over within ten seconds when the leader is killed', async () => {
  const { fapi, world } = await openTen();
  await world.advance(MINUTE);
  const last = fapi.callsTo(REFRESH).at(-1);
  assert.ok(last);
  // The leader is killed a second before its next refresh.
  await world.advance(last.time + 49_000 - world.time);
  last.tab.kill();
  fapi.calls.length = 0;
  await world.advance(11_000);
  const calls = fapi.callsTo(REFRESH);
  assert.ok(calls.length === 1 || calls.length === 2, `${calls.length} refreshes`);
  assert.ok(calls.every(({ tab }) => tab !== last.tab));
  assert.ok(cookieLife(fapi) > 0);
  fapi.calls.length = 0;
  await world.advance(10 * MINUTE);
  const times = fapi.callsTo(REFRESH).map(({ time }) => time);
  assert.ok(times.length >= 11);
  assert.equal(busiest(times, 45_000), 1);
});

test('another tab takes over at once when the leader is closed', async () => {
  const { fapi, world } = await openTen();
  await world.advance(2 * MINUTE);
  const leader = fapi.callsTo(REFRESH).at(-1)?.tab as FakeTab;
  const before = fapi.callsTo(REFRESH).length;
  leader.close();
  await world.advance(3 * MINUTE);
  const calls = fapi.callsTo(REFRESH).slice(before);
  assert.ok(calls.length >= 3);
  assert.ok(calls.every(({ tab }) => tab !== leader));
});

test('a visible tab leads before hidden ones', async () => {
  const { fapi, world, tabs } = await openTen();
  await world.advance(2 * MINUTE);
  assert.ok(fapi.callsTo(REFRESH).every(({ tab }) => tab === tabs[9]?.tab));
  tabs[9]?.tab.hide();
  tabs[3]?.tab.show(false);
  fapi.calls.length = 0;
  await world.advance(3 * MINUTE);
  const calls = fapi.callsTo(REFRESH);
  assert.ok(calls.length >= 3);
  assert.ok(calls.every(({ tab }) => tab === tabs[3]?.tab));
});

test('a tab that wakes after eight hours gets a fresh token with one request', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const { tab, clerk } = await open(fapi);
  await open(fapi, { visible: false });
  await fapi.world.advance(2 * MINUTE);
  tab.hide();
  await fapi.world.advance(1000);
  fapi.calls.length = 0;
  await fapi.world.sleep(8 * HOUR);
  tab.show();
  const token = await clerk.session?.getToken();
  await fapi.world.advance(20_000);
  assert.ok(token && decodeToken(token).claims.exp * 1000 > fapi.world.time);
  assert.equal(fapi.calls.length, 1, fapi.calls.map(({ path }) => path).join());
});

test('the leading tab alone refreshes when the network is back', async () => {
  const { fapi, world, tabs } = await openTen();
  await world.advance(MINUTE);
  world.online = false;
  await world.advance(5 * MINUTE);
  fapi.calls.length = 0;
  world.online = true;
  for (const { tab } of tabs) tab.fire('online');
  await world.advance(1000);
  assert.equal(fapi.callsTo(REFRESH).length, 1);
});

test('no tab refreshes after sign-out', async () => {
  const { fapi, world, tabs } = await openTen();
  await world.advance(MINUTE);
  await tabs[9]?.clerk.signOut(() => {});
  await world.advance(1000);
  for (const { clerk } of tabs) {
    assert.equal(clerk.session, null);
    assert.equal(clerk.user, null);
  }
  assert.equal(world.cookie('__session'), undefined);
  fapi.calls.length = 0;
  await world.advance(HOUR);
  assert.equal(fapi.calls.length, 0);
});

test('a session that another device revokes signs this browser out at its next refresh', async () => {
  const { fapi, world, tabs, session } = await openTen();
  fapi.revoke(session.id);
  await world.advance(51_000);
  for (const { clerk } of tabs) assert.equal(clerk.session, null);
  assert.equal(world.cookie('__session'), undefined);
});

test('a signed-out tab follows a sign-in in another tab', async () => {
  const fapi = new FakeFapi();
  fapi.addAccount({ email: 'ada@acme.example' });
  const one = await open(fapi);
  const two = await open(fapi);
  await one.clerk.client?.signIn.create({ identifier: 'ada@acme.example', password: 'correct horse' });
  await fapi.world.advance(100);
  assert.equal(two.clerk.user?.firstName, 'Ada');
});

for (const [name, ahead] of [
  ['an hour', HOUR],
  ['ten seconds', 10_000],
] as const) {
  test(`tabs that were opened before and after the clock was set back ${name} share their refreshes`, async () => {
    const fapi = new FakeFapi();
    fapi.signIn();
    const before = fapi.world.openTab({ visible: false });
    const { now } = before.clock;
    before.clock.now = () => now() + ahead;
    const older = new Clerk(KEY, { platform: before });
    await older.load();
    const { clerk: newer } = await open(fapi);
    await fapi.world.advance(MINUTE);
    fapi.calls.length = 0;
    for (let passed = 0; passed < 10 * MINUTE; passed += 5000) {
      await fapi.world.advance(5000);
      for (const clerk of [older, newer]) assert.ok(await clerk.session?.getToken());
    }
    const { length } = fapi.callsTo(REFRESH);
    assert.ok(length <= 13, `${length} refreshes in ten minutes`);
    assert.ok(cookieLife(fapi) > 0);
  });
}
