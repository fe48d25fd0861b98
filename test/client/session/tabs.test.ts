import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { FakeFapi, fail, KEY } from '../../support/fake-fapi.ts';
import { type FakeTab, flush } from '../../support/fake-platform.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const REFRESH = /POST .*\/tokens$/;

async function open(fapi: FakeFapi, options: { visible?: boolean } = {}): Promise<{ tab: FakeTab; clerk: Clerk }> {
  const tab = fapi.world.openTab(options);
  const clerk = new Clerk(KEY, { platform: tab });
  await clerk.load();
  await flush();
  return { tab, clerk };
}

/** Ten tabs of one signed-in browser; the last one is looked at. */
async function openTen() {
  const fapi = new FakeFapi();
  const session = fapi.signIn();
  const tabs = [];
  for (let i = 0; i < 10; i++) tabs.push(await open(fapi, { visible: i === 9 }));
  await fapi.world.advance(1000);
  fapi.calls.length = 0;
  return { fapi, world: fapi.world, tabs, session };
}

/** The most calls that fall into any window of so many milliseconds. */
function busiest(times: number[], window: number): number {
  return Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time < start + window).length));
}

/** Milliseconds the token in the session cookie still lives, in true time. */
function cookieLife({ world }: FakeFapi): number {
  const raw = world.cookie('__session');
  return raw ? decodeToken(raw).claims.exp * 1000 - world.time : -Infinity;
}

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
  // Killed a second before its next refresh is due.
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

test('a leader that is closed hands over at once', async () => {
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

test('waking after eight hours gets a fresh token with one request', async () => {
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

test('the network coming back refreshes in the leading tab only', async () => {
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

for (const [name, offset] of [
  ['10 minutes ahead', 10 * MINUTE],
  ['10 minutes behind', -10 * MINUTE],
  ['a day ahead', 24 * HOUR],
  ['a day behind', -24 * HOUR],
] as const) {
  test(`a device clock ${name} causes no refresh loop and no lapse`, async () => {
    const fapi = new FakeFapi();
    fapi.signIn();
    fapi.world.clockOffset = offset;
    const { clerk } = await open(fapi);
    for (let passed = 0; passed < HOUR; passed += 10_000) {
      await fapi.world.advance(10_000);
      assert.ok(await clerk.session?.getToken());
      assert.ok(cookieLife(fapi) > 0);
    }
    const times = fapi.callsTo(REFRESH).map(({ time }) => time);
    assert.equal(busiest(times, 45_000), 1);
    assert.ok(times.length >= 70);
  });

  test(`a device clock set ${name} while the page is open costs one refresh`, async () => {
    const fapi = new FakeFapi();
    fapi.signIn();
    const { clerk } = await open(fapi);
    await fapi.world.advance(5 * MINUTE);
    fapi.world.clockOffset = offset;
    fapi.calls.length = 0;
    for (let passed = 0; passed < 10 * MINUTE; passed += 10_000) {
      await fapi.world.advance(10_000);
      assert.ok(await clerk.session?.getToken());
    }
    assert.ok(fapi.callsTo(REFRESH).length <= 13);
    assert.ok(cookieLife(fapi) > 0);
  });
}

test('an hour offline keeps the user signed in, and the first answer after it makes the page whole again', async () => {
  const fapi = new FakeFapi();
  const session = fapi.signIn();
  const { tab, clerk } = await open(fapi);
  await fapi.world.advance(MINUTE);
  fapi.world.online = false;
  for (let i = 0; i < 60; i++) {
    await fapi.world.advance(MINUTE);
    assert.equal(clerk.session?.id, session.id);
  }
  assert.equal(clerk.status, 'degraded');
  assert.ok(clerk.loaded);
  await assert.rejects(async () => clerk.session?.getToken(), { code: 'clerk_offline' });
  fapi.world.online = true;
  tab.fire('online');
  await fapi.world.advance(1000);
  assert.equal(clerk.status, 'ready');
  assert.ok(cookieLife(fapi) > 50_000);
});

test('an API answering 503 is asked with growing pauses and signs nobody out', async () => {
  const fapi = new FakeFapi();
  const session = fapi.signIn();
  const { clerk } = await open(fapi);
  fapi.intercept = () => fail(503, 'service_unavailable');
  fapi.calls.length = 0;
  await fapi.world.advance(HOUR);
  assert.equal(clerk.session?.id, session.id);
  assert.ok(fapi.calls.length < 110, `${fapi.calls.length} calls in an hour`);
  const times = fapi.calls.map(({ time }) => time);
  assert.ok(busiest(times, 2000) === 1);
  fapi.intercept = undefined;
  await fapi.world.advance(MINUTE + 20_000);
  assert.equal(clerk.status, 'ready');
});

test('the wait an overloaded API asks for is kept', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const { tab } = await open(fapi);
  fapi.intercept = (call, next) =>
    REFRESH.test(`${call.method} ${call.path}`)
      ? { ...fail(429, 'too_many_requests'), headers: { 'retry-after': '120' } }
      : next();
  await fapi.world.advance(51_000);
  assert.equal(fapi.callsTo(REFRESH).length, 1);
  await fapi.world.advance(60_000);
  tab.fire('online');
  await fapi.world.advance(55_000);
  assert.equal(fapi.callsTo(REFRESH).length, 1);
  await fapi.world.advance(10_000);
  assert.equal(fapi.callsTo(REFRESH).length, 2);
});

test('ten minutes of throttled timers end with a fresh token at the first look', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const { tab, clerk } = await open(fapi);
  tab.hide();
  tab.throttle = MINUTE;
  await fapi.world.advance(10 * MINUTE);
  const times = fapi.callsTo(REFRESH).map(({ time }) => time);
  assert.ok(busiest(times, 45_000) <= 1);
  await fapi.world.advance(30_000);
  tab.show();
  const token = await clerk.session?.getToken();
  assert.ok(token && decodeToken(token).claims.exp * 1000 > fapi.world.time + 5000);
});

test('nothing is refreshed after sign-out, in any tab', async () => {
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

test('a token that arrives after sign-out changes nothing', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const { clerk } = await open(fapi);
  let release = () => {};
  fapi.intercept = async (call, next) => {
    const answer = next();
    if (REFRESH.test(`${call.method} ${call.path}`)) await new Promise<void>((resolve) => (release = resolve));
    return answer;
  };
  const token = clerk.session?.getToken({ skipCache: true });
  await flush();
  await clerk.signOut(() => {});
  release();
  assert.equal(await token, null);
  await flush();
  assert.equal(clerk.session, null);
  assert.equal(fapi.world.cookie('__session'), undefined);
});

test('an answer with the client that arrives after sign-out does not bring the session back', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const { clerk } = await open(fapi);
  let release = () => {};
  fapi.intercept = async (call, next) => {
    const answer = next();
    if (call.path === '/me') await new Promise<void>((resolve) => (release = resolve));
    return answer;
  };
  const update = clerk.user?.update({ firstName: 'Late' });
  await flush();
  await clerk.signOut(() => {});
  release();
  await update;
  assert.equal(clerk.session, null);
  assert.equal(clerk.client?.sessions.length, 0);
  assert.equal(fapi.world.cookie('__session'), undefined);
});

test('a session revoked on another device signs this browser out at its next refresh', async () => {
  const { fapi, world, tabs, session } = await openTen();
  fapi.revoke(session.id);
  await world.advance(51_000);
  for (const { clerk } of tabs) assert.equal(clerk.session, null);
  assert.equal(world.cookie('__session'), undefined);
});

test('a refused refresh while the session still lives keeps the user signed in', async () => {
  const fapi = new FakeFapi();
  const session = fapi.signIn();
  const { clerk } = await open(fapi);
  fapi.intercept = (call, next) =>
    REFRESH.test(`${call.method} ${call.path}`) ? fail(401, 'authentication_invalid') : next();
  await fapi.world.advance(10 * MINUTE);
  assert.equal(clerk.session?.id, session.id);
  assert.ok(fapi.callsTo(REFRESH).length <= 13);
});

test('choosing another session in one tab leaves the other tabs and their cookie alone', async () => {
  const fapi = new FakeFapi();
  const first = fapi.signIn('ada@acme.example');
  const one = await open(fapi);
  const second = fapi.signIn('bob@acme.example');
  one.tab.focused = false;
  const two = await open(fapi);
  assert.equal(one.clerk.session?.id, first.id);
  await two.clerk.setActive({ session: second.id });
  await fapi.world.advance(MINUTE * 3);
  assert.equal(one.clerk.session?.id, first.id);
  assert.equal(two.clerk.session?.id, second.id);
  const sid = () => decodeToken(fapi.world.cookie('__session') ?? '').claims.sid;
  assert.equal(sid(), second.id);
  assert.equal(fapi.world.cookie('clerk_active_context'), `${second.id}:`);
  one.tab.show();
  await flush();
  assert.equal(sid(), first.id);
});

test('a sign-in in one tab is taken up by a signed-out tab', async () => {
  const fapi = new FakeFapi();
  fapi.addAccount({ email: 'ada@acme.example' });
  const one = await open(fapi);
  const two = await open(fapi);
  await one.clerk.client?.signIn.create({ identifier: 'ada@acme.example', password: 'correct horse' });
  await fapi.world.advance(100);
  assert.equal(two.clerk.user?.firstName, 'Ada');
});

test('many callers of getToken share one request, and a failed one is not remembered', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const { clerk } = await open(fapi);
  await fapi.world.sleep(58_000);
  fapi.calls.length = 0;
  const tokens = await Promise.all(Array.from({ length: 20 }, () => clerk.session?.getToken()));
  assert.equal(new Set(tokens).size, 1);
  assert.equal(fapi.callsTo(REFRESH).length, 1);
  await fapi.world.sleep(58_000);
  fapi.intercept = () => fail(503, 'service_unavailable');
  await assert.rejects(async () => clerk.session?.getToken(), { status: 503 });
  fapi.intercept = undefined;
  assert.ok(await clerk.session?.getToken());
});

test('polling can be switched off', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const tab = fapi.world.openTab();
  const clerk = new Clerk(KEY, { platform: tab });
  await clerk.load({ polling: false });
  await flush();
  fapi.calls.length = 0;
  await fapi.world.advance(HOUR);
  assert.equal(fapi.calls.length, 0);
  assert.ok(await clerk.session?.getToken());
});
