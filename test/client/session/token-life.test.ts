import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { FakeFapi, fail, KEY } from '../../support/fake-fapi.ts';
import { flush } from '../../support/fake-platform.ts';
import { busiest, cookieLife, HOUR, MINUTE, open, REFRESH } from './open-tabs.ts';

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

test('an hour offline keeps the user signed in, and the first answer afterwards restores the page', async () => {
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

test('refreshes pause longer and longer while the API answers 503, and no user is signed out', async () => {
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

test('refreshes wait as long as an overloaded API asks', async () => {
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

test('a tab with throttled timers gets a fresh token when it becomes visible', async () => {
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

test('a refused refresh of a live session keeps the user signed in', async () => {
  const fapi = new FakeFapi();
  const session = fapi.signIn();
  const { clerk } = await open(fapi);
  fapi.intercept = (call, next) =>
    REFRESH.test(`${call.method} ${call.path}`) ? fail(401, 'authentication_invalid') : next();
  await fapi.world.advance(10 * MINUTE);
  assert.equal(clerk.session?.id, session.id);
  assert.ok(fapi.callsTo(REFRESH).length <= 13);
});

const ROUND_TRIP = 300;
for (const [name, asleep] of [
  ['ten minutes', 10 * MINUTE],
  ['eight hours', 8 * HOUR],
] as const) {
  for (const order of ['before', 'after']) {
    test(`a page that slept ${name} has a fresh token one round trip after waking, requested ${order} it becomes visible`, async () => {
      const fapi = new FakeFapi();
      fapi.signIn();
      const { tab, clerk } = await open(fapi);
      await fapi.world.advance(MINUTE);
      tab.hide();
      tab.freeze();
      await fapi.world.advance(asleep);
      fapi.intercept = async (call, next) => {
        await new Promise<void>((resolve) => void call.tab.clock.setTimeout(resolve, ROUND_TRIP));
        return next();
      };
      fapi.calls.length = 0;
      const woken = fapi.world.time;
      let got: { token: string | null | undefined; at: number } | undefined;
      tab.thaw();
      if (order === 'after') tab.show();
      clerk.session?.getToken().then((token) => (got = { token, at: fapi.world.time }));
      if (order === 'before') tab.show();
      await fapi.world.advance(5000);
      assert.ok(got && got.at - woken <= ROUND_TRIP + 200, `${(got?.at ?? Infinity) - woken} ms`);
      assert.ok(decodeToken(got.token ?? '').claims.exp * 1000 > woken + 50_000);
      assert.equal(fapi.callsTo(REFRESH).length, 1);
    });
  }
}

test('many callers of getToken share one request, and a failed one is not cached', async () => {
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

test('polling for tokens can be switched off', async () => {
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

test('a slow answer does not make its token seem younger', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const { clerk } = await open(fapi);
  fapi.intercept = async (call, next) => {
    const answer = next();
    if (REFRESH.test(`${call.method} ${call.path}`)) {
      await new Promise<void>((resolve) => void call.tab.clock.setTimeout(resolve, 10_000));
    }
    return answer;
  };
  for (let passed = 0; passed < 10 * MINUTE; passed += 1000) {
    await fapi.world.advance(1000);
    const token = clerk.session?.lastActiveToken?.getRawString() ?? '';
    assert.ok(decodeToken(token).claims.exp * 1000 >= fapi.world.time, 'the token in use has expired');
  }
});

test('an expired token in the cookie is not returned while the API cannot be reached', async () => {
  const fapi = new FakeFapi();
  fapi.signIn();
  const first = await open(fapi);
  first.tab.close();
  await fapi.world.sleep(HOUR);
  fapi.intercept = () => fail(503, 'service_unavailable');
  const { clerk } = await open(fapi);
  assert.equal(clerk.status, 'degraded');
  assert.ok(clerk.session);
  await assert.rejects(async () => clerk.session?.getToken(), { status: 503 });
});
