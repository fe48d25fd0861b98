import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { hashClientToken } from '../../../src/server/ids.ts';
import { Device } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { busiest } from './open-tabs.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const ADA = 'ada@example.com';

let instance: TestInstance;
afterEach(() => instance.close());

/** Opens three tabs of a signed-in user; `refreshes` has the true times of the requests to `/tokens`. */
async function open() {
  instance = await getTestInstance();
  await instance.signUp(instance.browser(), ADA);
  const device = new Device(instance);
  const refreshes: number[] = [];
  device.deliver = ({ url }) => {
    if (url.includes('/tokens')) refreshes.push(device.world.time);
    return undefined;
  };
  const page = await device.open();
  const attempt = await page.clerk.client?.signIn.create({ identifier: ADA, password: PASSWORD });
  await page.clerk.setActive({ session: attempt?.createdSessionId });
  const others = [await device.open({ visible: false }), await device.open({ visible: false })];
  await device.world.advance(2 * MINUTE);
  refreshes.length = 0;
  return { device, page, others, refreshes, sessionId: page.clerk.session?.id ?? '' };
}

for (const [name, step] of [
  ['back an hour', -HOUR],
  ['on an hour', HOUR],
  ['back a minute', -MINUTE],
] as const) {
  it(`a server clock that is set ${name} signs no user out, and costs one refresh`, async () => {
    const { device, page, others, refreshes, sessionId } = await open();
    device.serverOffset = step;
    await device.world.advance(51 * SECOND);
    assert.equal(await device.whoIsThere(), sessionId);
    for (let passed = 0; passed < 10; passed++) {
      await device.world.advance(30 * SECOND);
      assert.equal(await device.whoIsThere(), sessionId);
      for (const { clerk } of [page, ...others]) assert.equal(clerk.session?.id, sessionId);
      assert.ok(await page.clerk.session?.getToken());
    }
    assert.ok(busiest(refreshes, 45 * SECOND) <= 2, refreshes.join());
    assert.ok(refreshes.length <= 9, `${refreshes.length} refreshes in six minutes`);
    assert.equal(page.clerk.status, 'ready');
  });

  it(`the next visible tab and a new tab are signed in after the server clock is set ${name}`, async () => {
    const { device, others, sessionId } = await open();
    device.serverOffset = step;
    await device.world.advance(MINUTE);
    for (const { tab } of others) {
      tab.show();
      await device.settle();
      assert.equal(await device.whoIsThere(), sessionId);
    }
    const { clerk } = await device.open();
    await device.settle();
    assert.equal(clerk.session?.id, sessionId);
    assert.equal(await device.whoIsThere(), sessionId);
    await clerk.user?.update({ firstName: 'Ada' });
    assert.equal(await device.whoIsThere(), sessionId);
  });
}

it('a server clock that is set right again signs no user out', async () => {
  const { device, page, sessionId } = await open();
  for (const offset of [HOUR, 0, -HOUR, 0]) {
    device.serverOffset = offset;
    await device.world.advance(2 * MINUTE);
    assert.equal(page.clerk.session?.id, sessionId);
    assert.equal(await device.whoIsThere(), sessionId);
  }
  await page.clerk.signOut(() => {});
  assert.equal(await device.whoIsThere(), 'signed-out');
});

it('a replaced client cookie stays dead when the server clock is set back', async () => {
  instance = await getTestInstance();
  const browser = instance.browser();
  const { sessionId } = await instance.signUp(browser, ADA);
  instance.clock.advance(SECOND);
  const token = browser.cookies.get('__Host-clerk_client') ?? '';
  const hashes = [hashClientToken(token, true), hashClientToken('another', true)] as const;
  await instance.storage.consumeClientToken(...hashes, instance.clock.now() + 24 * HOUR, instance.clock.now());
  assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 200);
  instance.clock.advance(-HOUR);
  assert.equal((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status, 401);
});
