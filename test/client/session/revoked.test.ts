import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { Device, type Page } from '../../support/device.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { newestCode } from '../../support/second-factors.ts';
import type { TestBrowser } from '../../support/test-browser.ts';

const SECOND = 1000;
const ADA = 'ada@example.com';
const NEW = 'another plain long phrase';
const SIGN_INS = '/v1/client/sign_ins';

interface Scene {
  instance: TestInstance;
  device: Device;
  page: Page;
  /** Another device of the same user. */
  phone: TestBrowser;
  sessionId: string;
}

let instance: TestInstance;
afterEach(() => instance.close());

async function open(): Promise<Scene> {
  instance = await getTestInstance();
  const phone = instance.browser();
  await instance.signUp(phone, ADA);
  // The server sends the next code only after this pause.
  instance.clock.advance(60 * SECOND);
  const device = new Device(instance);
  const page = await device.open();
  const attempt = await page.clerk.client?.signIn.create({ identifier: ADA, password: PASSWORD });
  await page.clerk.setActive({ session: attempt?.createdSessionId });
  await device.world.advance(20 * SECOND);
  return { instance, device, page, phone, sessionId: page.clerk.session?.id ?? '' };
}

const ENDS: Record<string, (scene: Scene) => Promise<unknown>> = {
  'signing out': ({ page }) => page.clerk.signOut(() => {}),
  'removing the session': async ({ page }) => page.clerk.session?.remove(),
  'revoking the device from another one': ({ phone, sessionId }) => phone.post(`/v1/me/sessions/${sessionId}/revoke`),
  'a new password, on another device': ({ phone }) =>
    phone.post('/v1/me/change_password', {
      current_password: PASSWORD,
      new_password: NEW,
      sign_out_of_other_sessions: 'true',
    }),
  'a reset of the password': async (scene) => {
    const browser = scene.instance.browser();
    const { response } = await browser.post(SIGN_INS, { identifier: ADA });
    const path = `${SIGN_INS}/${response.id}`;
    const strategy = 'reset_password_email_code';
    await browser.post(`${path}/prepare_first_factor`, { strategy });
    await browser.post(`${path}/attempt_first_factor`, { strategy, code: newestCode(scene.instance, ADA) });
    return browser.post(`${path}/reset_password`, { password: NEW });
  },
  'a ban': async ({ instance: { storage, clock }, sessionId }) => {
    const session = await storage.findSession(sessionId);
    await storage.updateUser(session?.user_id ?? '', { banned: true }, clock.now());
  },
};

for (const [name, end] of Object.entries(ENDS)) {
  it(`no token is issued after ${name}, and the last one fails 65 seconds later`, async () => {
    const scene = await open();
    const { device, page, sessionId } = scene;
    const api = new Map(device.apiCookies);
    assert.ok(await page.clerk.session?.getToken({ skipCache: true }));
    // An attacker has copied all cookies of the browser at the last moment.
    const copy = device.world.cookies.map((cookie) => ({ ...cookie }));
    const at = device.world.time;
    await end(scene);
    const cookie = [...api].map((pair) => pair.join('=')).join('; ');
    const refresh = await instance.fetch(
      new Request(`https://clerk.example.com/v1/client/sessions/${sessionId}/tokens`, {
        method: 'POST',
        headers: { cookie, origin: 'https://app.example.com' },
      }),
    );
    assert.equal(refresh.status, 401);

    await device.world.advance(51 * SECOND);
    assert.equal(page.clerk.session, null);
    assert.equal(device.world.cookie('__session'), undefined);
    await device.world.advance(at + 65 * SECOND + 1 - device.world.time);
    device.world.cookies.splice(0, Infinity, ...copy);
    assert.match(await device.whoIsThere(), /^token-expired$|^session-token-iat/);
  });
}

it('the session cookie of a session that has expired is removed by the next page', async () => {
  const { device, page } = await open();
  page.tab.close();
  await device.world.advance(8 * 24 * 3600 * SECOND);
  assert.ok(device.world.cookie('__session'));
  const next = await device.open();
  await device.world.advance(SECOND);
  await device.settle();
  assert.equal(next.clerk.session, null);
  assert.equal(device.world.cookie('__session'), undefined);
});
