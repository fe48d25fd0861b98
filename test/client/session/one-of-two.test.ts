import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { decodeToken } from '../../../src/tokens/decode.ts';
import { Device, type Page } from '../../support/device.ts';
import { flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';

const SECOND = 1000;
const ADA = 'ada@example.com';
const BOB = 'bob@example.com';

/** The application's server refuses a token that is older than the last sign-in or sign-out of the browser. */
describe('with two users signed in', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    for (const account of [ADA, BOB]) await instance.signUp(instance.browser(), account);
  });
  after(() => instance.close());

  /** Opens a tab that shows Bob, with Ada signed in, too. Then seconds pass, so that every token is older. */
  async function open() {
    const device = new Device(instance);
    const page = await device.open();
    const ada = await signIn(page, ADA);
    await device.world.advance(2 * SECOND);
    const bob = await signIn(page, BOB);
    await device.world.advance(5 * SECOND);
    return { device, page, ada, bob };
  }

  for (const [name, end] of [
    ['signing the other one out', ({ clerk }: Page, id: string) => clerk.signOut({ sessionId: id })],
    ['removing the other session', ({ clerk }: Page, id: string) => sessionOf(clerk, id)?.remove()],
    ['ending the other session', ({ clerk }: Page, id: string) => sessionOf(clerk, id)?.end()],
  ] as const) {
    it(`${name} leaves the other user signed in on the application’s server`, async () => {
      const { device, page, ada, bob } = await open();
      await end(page, ada);
      assert.equal(await device.whoIsThere(), bob);
    });

    it(`${name} in another tab leaves the other user signed in, even when the visible tab sleeps`, async () => {
      const { device, page, ada, bob } = await open();
      const other = await device.open({ visible: false });
      await device.settle();
      page.tab.freeze();
      await end(other, ada);
      await device.settle();
      assert.equal(await device.whoIsThere(), bob);
      page.tab.thaw();
      page.tab.show();
      await device.settle();
      assert.equal(await device.whoIsThere(), bob);
    });

    it(`other tabs see within a second the effect of ${name}`, async () => {
      const { device, page, ada, bob } = await open();
      const other = await device.open({ visible: false });
      await device.settle();
      await end(page, ada);
      await device.settle();
      await device.world.advance(SECOND);
      const ids = other.clerk.client?.sessions.map(({ id }) => id);
      assert.deepEqual(ids, [bob]);
    });
  }

  it('a session that another device revoked leaves the other user signed in', async () => {
    const { device, page, ada, bob } = await open();
    const row = await instance.storage.findSession(ada);
    await instance.storage.endSessions([ada], 'revoked', instance.clock.now());
    await instance.storage.updateClient(
      row?.client_id ?? '',
      { uat: Math.floor(instance.clock.now() / SECOND) },
      instance.clock.now(),
    );
    // The page does not apply the client in this answer, as with a list that it polls.
    await page.clerk.user?.reload();
    assert.equal(await device.whoIsThere(), bob);
  });

  it('no cookie is written before the server has answered', async () => {
    const { device, page, ada, bob } = await open();
    const before = structuredClone(device.world.cookies);
    let letGo = () => {};
    device.deliver = () => new Promise<void>((resolve) => (letGo = resolve));
    const done = page.clerk.signOut({ sessionId: ada });
    await device.settle();
    assert.deepEqual(device.world.cookies, before);
    letGo();
    await done;
    device.deliver = () => undefined;
    device.world.online = false;
    const left = structuredClone(device.world.cookies);
    await assert.rejects(
      page.clerk.signOut(() => {}),
      { code: 'network_error' },
    );
    assert.deepEqual(device.world.cookies, left);
    assert.equal(await device.whoIsThere(), bob);
  });

  it('an answer from before a sign-in takes no cookie from the tab that signed in', async () => {
    const device = new Device(instance);
    const idle = await device.open({ visible: false });
    const page = await device.open();
    await device.world.advance(SECOND);
    const held: (() => void)[] = [];
    device.deliver = (_request, tab) =>
      tab === idle.tab ? new Promise<void>((resolve) => held.push(resolve)) : undefined;
    idle.clerk.client?.reload().catch(() => {});
    await flush();
    const ada = await signIn(page, ADA);
    const bob = await signIn(page, BOB);
    for (const letGo of held.splice(0)) letGo();
    await device.settle();
    assert.equal(await device.whoIsThere(), bob);
    await page.clerk.signOut({ sessionId: ada });
    for (const letGo of held.splice(0)) letGo();
    await device.settle();
    assert.equal(await device.whoIsThere(), bob);
  });

  it('a switch whose navigation takes minutes keeps the cookie alive', async () => {
    const { device, page, ada } = await open();
    let arrive = () => {};
    const switched = page.clerk.setActive({
      session: ada,
      navigate: () => new Promise<void>((resolve) => (arrive = resolve)),
    });
    await device.settle();
    for (let minute = 0; minute < 3; minute++) {
      await device.world.advance(60 * SECOND);
      assert.equal(await device.whoIsThere(), ada);
    }
    arrive();
    await switched;
    assert.equal(await device.whoIsThere(), ada);
  });

  it('switching to a session that ended on another device writes no cookie for it', async () => {
    const { device, page, ada } = await open();
    await instance.storage.endSessions([ada], 'revoked', instance.clock.now());
    const written: (string | undefined)[] = [];
    const { set } = page.tab.cookies;
    page.tab.cookies.set = (name, value, attributes) => {
      if (name === '__session' && value) written.push(decodeToken(value).claims.sid);
      set(name, value, attributes);
    };
    await page.clerk.setActive({ session: ada, redirectUrl: '/home' });
    assert.ok(!written.includes(ada));
    assert.ok(!(device.world.cookie('__session') ?? '').includes(ada));
  });
});

describe('a session cookie that a neighbouring host set for the common domain', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    for (const account of [ADA, BOB]) await instance.signUp(instance.browser(), account);
  });
  after(() => instance.close());

  const plant = ({ world }: Device, value: string): void => {
    // Pages and servers read cookies in the order in which they were set.
    const domain = 'example.com';
    const at = world.cookies.findIndex(({ name }) => name === '__session');
    const attributes = { domain, maxAge: 1000, sameSite: 'Lax', secure: true } as const;
    world.cookies.splice(Math.max(0, at), 0, { name: '__session', value, domain, attributes });
  };

  it('a page that writes its session cookie removes a planted one', async () => {
    const device = new Device(instance);
    plant(device, 'planted');
    const page = await device.open();
    const ada = await signIn(page, ADA);
    assert.equal(await device.whoIsThere(), ada);
    assert.ok(!device.world.cookies.some(({ value }) => value === 'planted'));
    plant(device, 'again');
    assert.equal(await device.whoIsThere(), ada);
    await device.world.advance(51 * SECOND);
    assert.equal(await device.whoIsThere(), ada);
    assert.ok(!device.world.cookies.some(({ value }) => value === 'again'));
    plant(device, 'at the end');
    await page.clerk.signOut(() => {});
    assert.equal(await device.whoIsThere(), 'signed-out');
    assert.equal(device.world.cookie('__session'), undefined);
  });

  it('a planted cookie does not let a background tab replace the visible session', async () => {
    const device = new Device(instance);
    const back = await device.open({ selectInitialSession: ({ sessions }) => sessions[0] });
    const ada = await signIn(back, ADA);
    const front = await device.open();
    back.tab.hide();
    front.tab.show();
    const bob = await signIn(front, BOB);
    assert.deepEqual([back.clerk.session?.id, front.clerk.session?.id], [ada, bob]);
    plant(device, 'planted');
    await back.clerk.client?.reload();
    await device.settle();
    assert.equal(await device.whoIsThere(), bob);
  });
});

async function signIn({ clerk }: Page, identifier: string): Promise<string> {
  const attempt = await clerk.client?.signIn.create({ identifier, password: PASSWORD });
  const session = attempt?.createdSessionId ?? '';
  await clerk.setActive({ session });
  return session;
}

function sessionOf({ client }: Page['clerk'], id: string) {
  return client?.sessions.find((session) => session.id === id);
}
