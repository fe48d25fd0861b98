import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ClientResource } from '../../../src/client/resources/types/client.ts';
import { Device, type Page } from '../../support/device.ts';
import { flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

const SECOND = 1000;
const [ADA, BOB, CLEO] = ['ada@example.com', 'bob@example.com', 'cleo@example.com'] as const;

const pinTo =
  (email: string) =>
  ({ signedInSessions }: ClientResource) =>
    signedInSessions.find(({ publicUserData }) => publicUserData.identifier === email);

describe('tabs of a browser with several accounts', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    for (const account of [ADA, BOB, CLEO]) await instance.signUp(instance.browser(), account);
  });
  after(() => instance.close());

  /** Opens two tabs in which Ada and Bob are signed in. Both show Bob; the first one is visible. */
  async function open(options: Parameters<Device['open']>[0] = {}) {
    const device = new Device(instance);
    const front = await device.open();
    const ada = await signIn(front, ADA);
    await device.world.advance(SECOND);
    const bob = await signIn(front, BOB);
    const back = await device.open({ visible: false, ...options });
    await device.world.advance(5 * SECOND);
    return { device, front, back, ada, bob };
  }

  it('show the session to which one of them switches, at once', async () => {
    const { device, front, back, ada, bob } = await open();
    assert.deepEqual(shown(front, back), [bob, bob]);
    let refreshed = 0;
    back.tab.hooks.__internal_onAfterSetActive = () => refreshed++;
    await front.clerk.setActive({ session: ada });
    await flush();
    assert.deepEqual(shown(front, back), [ada, ada]);
    assert.equal(refreshed, 1, 'the framework of the other page hears of it');
    assert.equal(await device.whoIsThere(), ada);
  });

  it('show a session that began in another tab', async () => {
    const { device, front, back } = await open();
    const cleo = await signIn(front, CLEO);
    await device.settle();
    assert.deepEqual(shown(front, back), [cleo, cleo]);
    assert.equal(back.clerk.client?.sessions.length, 3);
  });

  it('follow a switch that they slept through, before the page can send a request', async () => {
    const { device, front, back, ada } = await open();
    back.tab.freeze();
    await front.clerk.setActive({ session: ada });
    await device.settle();
    front.tab.hide();
    back.tab.thaw();
    let first: string | undefined;
    back.clerk.addListener(({ session }) => (first ??= session?.id), { skipInitialEmit: true });
    back.tab.show();
    assert.equal(back.clerk.session?.id, ada, 'in the same moment');
    assert.equal(await device.whoIsThere(), ada);
    await device.settle();
    assert.equal(first, ada);
    assert.equal(await device.whoIsThere(), ada);
  });

  it('show nobody else for a moment when a switch was slept through by all but a refresh', async () => {
    const { device, front, back, ada, bob } = await open();
    back.tab.freeze();
    await front.clerk.setActive({ session: ada });
    await device.settle();
    back.tab.thaw();
    await back.clerk.client?.sessions.find(({ id }) => id === bob)?.getToken({ skipCache: true });
    assert.equal(await device.whoIsThere(), ada, 'the token of an earlier session does not reach the cookie');
    assert.equal(back.clerk.session?.id, ada);
  });

  it('follow a switch on another host of the application when they get the focus', async () => {
    const { device, front, back, ada, bob } = await open();
    const elsewhere = instance.browser();
    const cookie = device.apiCookies.get('__Host-clerk_client') ?? '';
    elsewhere.cookies.set('__Host-clerk_client', cookie);
    await device.world.advance(SECOND);
    await elsewhere.post(`/v1/client/sessions/${ada}/touch`, { intent: 'select_session' });
    assert.deepEqual(shown(front, back), [bob, bob]);
    front.tab.show();
    await device.settle();
    assert.deepEqual(shown(front, back), [ada, ada]);
    assert.equal(await device.whoIsThere(), ada);
  });

  it('tell the server of a switch that it missed when they get the focus again', async () => {
    const { device, front, back, ada } = await open();
    device.world.online = false;
    await front.clerk.setActive({ session: ada });
    assert.deepEqual(shown(front, back), [ada, ada]);
    device.world.online = true;
    front.tab.show();
    await device.settle();
    assert.deepEqual(shown(front, back), [ada, ada]);
    const fresh = await device.open();
    assert.equal(fresh.clerk.session?.id, ada);
  });

  it('show the account that was used last when the active one signs out', async () => {
    const { device, front, back, bob } = await open();
    const cleo = await signIn(front, CLEO);
    await device.world.advance(SECOND);
    await front.clerk.setActive({ session: bob });
    await device.world.advance(SECOND);
    const seen: unknown[] = [];
    back.clerk.addListener(({ session }) => seen.push(session?.id), { skipInitialEmit: true });
    await front.clerk.signOut(() => {}, { sessionId: bob });
    await device.settle();
    assert.deepEqual(shown(front, back), [cleo, cleo]);
    assert.ok(!seen.includes(undefined), 'no tab seems signed out meanwhile');
    assert.equal(await device.whoIsThere(), cleo);
    await front.clerk.signOut(() => {});
    await device.settle();
    assert.deepEqual(shown(front, back), [undefined, undefined]);
    assert.equal(await device.whoIsThere(), 'signed-out');
  });

  it('show the next account when another device revoked the one that they show', async () => {
    const { device, front, back, ada, bob } = await open();
    await instance.storage.endSessions([bob], 'revoked', instance.clock.now());
    await device.world.advance(51 * SECOND);
    assert.deepEqual(shown(front, back), [ada, ada]);
    assert.equal(await device.whoIsThere(), ada);
  });

  it('keep the code that a sign-in in one of them waits for when another one switches', async () => {
    const { front, back, ada, device } = await open();
    const attempt = await back.clerk.client?.signIn.create({ identifier: CLEO });
    await front.clerk.setActive({ session: ada });
    await device.settle();
    assert.equal(back.clerk.session?.id, ada);
    assert.equal(back.clerk.client?.signIn.id, attempt?.id);
    const done = await back.clerk.client?.signIn.attemptFirstFactor({ strategy: 'password', password: PASSWORD });
    assert.equal(done?.status, 'complete');
  });

  it('do not follow when their page chose the session, and leave the cookie to those that do', async () => {
    const { device, front, back, ada, bob } = await open({ selectInitialSession: pinTo(ADA) });
    assert.deepEqual(shown(front, back), [bob, ada]);
    const cleo = await signIn(front, CLEO);
    await device.settle();
    assert.deepEqual(shown(front, back), [cleo, ada]);
    front.tab.hide();
    back.tab.show();
    await device.settle();
    for (let minute = 0; minute < 3; minute++) {
      await device.world.advance(60 * SECOND);
      assert.equal(await device.whoIsThere(), cleo);
    }
    front.tab.show();
    await device.settle();
    assert.deepEqual(shown(front, back), [cleo, ada]);
    const token = await back.clerk.session?.getToken();
    assert.ok(token, 'a pinned tab has the token for its own requests');
  });

  it('show nobody rather than another account when the account of their page signs out', async () => {
    const { device, front, back, ada, bob } = await open({ selectInitialSession: pinTo(ADA) });
    await front.clerk.signOut({ sessionId: ada });
    await device.settle();
    assert.deepEqual(shown(front, back), [bob, undefined]);
    assert.equal(await device.whoIsThere(), bob);
  });

  it('stay with the user whose id the page names', async () => {
    const { device, front, back, ada, bob } = await open();
    const userId = front.clerk.client?.sessions.find(({ id }) => id === ada)?.user?.id;
    const named = await device.open({ visible: false, selectSession: userId });
    const unknown = await device.open({ visible: false, selectSession: 'user_none' });
    assert.deepEqual(shown(front, back, named, unknown), [bob, bob, ada, undefined]);
    const cleo = await signIn(front, CLEO);
    await device.settle();
    assert.deepEqual(shown(front, back, named, unknown), [cleo, cleo, ada, undefined]);
    assert.equal(await device.whoIsThere(), cleo);
  });

  it('follow a switch in a tab whose page chose the session before', async () => {
    const { device, front, back, ada } = await open({ selectInitialSession: pinTo(BOB) });
    await back.clerk.setActive({ session: ada });
    await device.settle();
    assert.deepEqual(shown(front, back), [ada, ada]);
    assert.equal(await device.whoIsThere(), ada);
  });

  it('share the cookie by the focus when every page chooses its session', async () => {
    const device = new Device(instance);
    const one = await device.open({ selectInitialSession: pinTo(ADA) });
    const ada = await signIn(one, ADA);
    one.tab.hide();
    const two = await device.open({ selectInitialSession: pinTo(BOB) });
    const bob = await signIn(two, BOB);
    await device.settle();
    assert.deepEqual(shown(one, two), [ada, bob]);
    assert.equal(await device.whoIsThere(), bob);
    two.tab.hide();
    one.tab.show();
    await device.settle();
    assert.equal(await device.whoIsThere(), ada);
  });
});

function shown(...pages: Page[]): (string | undefined)[] {
  return pages.map(({ clerk }) => clerk.session?.id);
}

async function signIn({ clerk }: Page, identifier: string): Promise<string> {
  const attempt = await clerk.client?.signIn.create({ identifier, password: PASSWORD });
  const session = attempt?.createdSessionId ?? '';
  await clerk.setActive({ session });
  return session;
}
