import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import type { SignInFlow } from '../../../src/client/flows/types.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { addPasskeysToPage } from '../../support/passkey-page.ts';

const ADA = 'ada@example.com';
const BUTTON = { type: 'method', strategy: 'passkey' } as const;

interface Opened {
  clerk: Clerk;
  flow: SignInFlow;
  advance(ms: number): Promise<void>;
  hide(isHidden: boolean): void;
  /** Paths of the requests that changed something. */
  sent: string[];
}

describe('passkeys, from the client to the server', () => {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const each of undo.splice(0)) await each();
  });

  /** A user with a passkey, and what the pages of this process offer. */
  async function prepare(options: { counts?: boolean } = {}) {
    const instance = await getTestInstance({ config: { passkeys: { enabled: true } } });
    undo.push(() => instance.close());
    const authenticator = new Authenticator(options);
    const page = addPasskeysToPage(authenticator);
    undo.push(() => page.remove());
    const home = instance.browser();
    await instance.signUp(home, ADA);
    const { clerk } = await open(instance, home);
    await clerk.user?.createPasskey();
    return { instance, authenticator, page, clerk };
  }

  async function open(instance: TestInstance, browser = instance.browser()): Promise<Opened> {
    const sent: string[] = [];
    const world = new FakeWorld((request) => {
      if (request.method === 'POST') sent.push(new URL(request.url).pathname.replace('/v1/client/', ''));
      return browser.fetch(request);
    });
    world.time = instance.clock.now();
    const tab = world.openTab({ url: 'https://app.example.com/' });
    const clerk = new Clerk(instance.config.publishableKey, { platform: tab, environmentCredentials: 'same-origin' });
    await clerk.load();
    await flush();
    const flow = clerk.__internal_createSignInFlow();
    await settle();
    return {
      clerk,
      flow,
      sent,
      hide: (isHidden) => {
        tab.visible = !isHidden;
      },
      async advance(ms) {
        for (let left = ms; left > 0; left -= 10_000) {
          instance.clock.advance(Math.min(10_000, left));
          await world.advance(Math.min(10_000, left));
        }
        await settle();
      },
    };
  }

  it('a user makes one, renames it and removes it', async () => {
    const { clerk, authenticator } = await prepare();
    const [made] = clerk.user?.passkeys ?? [];
    assert.equal(made?.name, 'Chrome on Linux');
    assert.equal(made?.verification.status, 'verified');
    const renamed = await made?.update({ name: 'Blue key' });
    assert.equal(renamed?.name, 'Blue key');
    assert.equal(clerk.user?.passkeys[0]?.name, 'Blue key');
    await renamed?.delete();
    assert.deepEqual(clerk.user?.passkeys, []);
    assert.equal(authenticator.credentials.length, 1);
  });

  it('a user who closes the dialog has none, and can try again', async () => {
    const { clerk, page } = await prepare();
    page.behave('cancel');
    await assert.rejects(async () => clerk.user?.createPasskey(), { code: 'passkey_registration_cancelled' });
    page.behave({});
    await clerk.user?.createPasskey();
    assert.equal(clerk.user?.passkeys.length, 2);
  });

  it('nothing is begun where the browser has none', async () => {
    const { clerk, page, instance } = await prepare();
    page.remove();
    await assert.rejects(async () => clerk.user?.createPasskey(), { code: 'passkey_not_supported' });
    const { flow, sent } = await open(instance);
    await flow.submit(BUTTON);
    assert.equal(flow.state.errors.global?.code, 'passkey_not_supported');
    await flow.watch?.('passkey');
    assert.deepEqual(sent, []);
  });

  it('the button signs in without a name', async () => {
    const { instance } = await prepare();
    const { flow, clerk } = await open(instance);
    await flow.submit(BUTTON);
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, ADA);
    assert.equal(clerk.client?.lastAuthenticationStrategy, 'passkey');
  });

  it('a closed dialog says so above the form, which is as it was', async () => {
    const { instance, page } = await prepare();
    const { flow } = await open(instance);
    page.behave('cancel');
    await flow.submit(BUTTON);
    assert.deepEqual(
      [flow.state.step.name, flow.state.pending, flow.state.errors.global?.code],
      ['start', null, 'passkey_retrieval_cancelled'],
    );
    page.behave({});
    await flow.submit(BUTTON);
    assert.equal(flow.state.step.name, 'complete');
  });

  it('the page of the factor signs in to the account that was named', async () => {
    const { instance } = await prepare();
    const { flow } = await open(instance);
    await flow.submit({ type: 'identify', identifier: ADA });
    await flow.submit({ type: 'choose-factor', factor: { strategy: 'passkey' } });
    const { step } = flow.state;
    assert.deepEqual([step.name, 'factor' in step && step.factor.strategy], ['factor-one', 'passkey']);
    await flow.submit({ ...BUTTON, detail: 'factor' });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
  });

  it('a passkey chosen in the field signs in, and the form was open all the time', async () => {
    const { instance, page } = await prepare();
    const { flow, clerk } = await open(instance);
    void flow.watch?.('passkey');
    await until(() => page.waiting === 1);
    assert.deepEqual([flow.state.step.name, flow.state.pending], ['start', null]);
    page.choose();
    await until(() => flow.state.step.name === 'complete');
    assert.ok(clerk.user);
  });

  it('asking again to wait in the field asks neither the server nor the browser again', async () => {
    const { instance, page } = await prepare();
    const { flow, sent } = await open(instance);
    for (let i = 0; i < 5; i++) void flow.watch?.('passkey');
    await until(() => page.waiting === 1);
    assert.deepEqual([sent, page.asked], [['sign_ins'], 1]);
  });

  it('who types instead goes on, and nothing waits in the field any more', async () => {
    const { instance, page } = await prepare();
    const { flow } = await open(instance);
    void flow.watch?.('passkey');
    await until(() => page.waiting === 1);
    await flow.submit({ type: 'identify', identifier: ADA });
    assert.deepEqual([flow.state.step.name, page.waiting], ['factor-one', 0]);
    await flow.submit({ type: 'choose-factor', factor: { strategy: 'password' } });
    await flow.submit({ type: 'password', password: PASSWORD });
    assert.equal(flow.state.step.name, 'complete');
  });

  it('what is submitted at once does not overtake the request for the field', async () => {
    const { instance } = await prepare();
    const { flow, sent } = await open(instance);
    void flow.watch?.('passkey');
    await until(() => sent.length === 1);
    await flow.submit({ type: 'identify', identifier: ADA, password: PASSWORD });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    assert.deepEqual(sent.slice(0, 2), ['sign_ins', 'sign_ins']);
  });

  it('the button takes over from the field, which may wait again after it failed', async () => {
    const { instance, page } = await prepare();
    const { flow } = await open(instance);
    void flow.watch?.('passkey');
    await until(() => page.waiting === 1);
    page.behave('cancel');
    await flow.submit(BUTTON);
    assert.equal(flow.state.errors.global?.code, 'passkey_retrieval_cancelled');
    assert.equal(page.waiting, 0);
    page.behave({});
    void flow.watch?.('passkey');
    await until(() => page.waiting === 1);
    page.choose();
    await until(() => flow.state.step.name === 'complete');
  });

  it('a challenge that gets old is renewed while the page is looked at', async () => {
    const { instance, page } = await prepare();
    const { flow, advance, hide, sent } = await open(instance);
    void flow.watch?.('passkey');
    await until(() => page.waiting === 1);
    await advance(550_000);
    await until(() => page.asked === 2);
    hide(true);
    await advance(3_600_000);
    assert.deepEqual([page.asked, sent.length], [2, 2]);
    hide(false);
    await advance(40_000);
    await until(() => page.waiting === 1);
    assert.equal(page.asked, 3);
    page.choose();
    await until(() => flow.state.step.name === 'complete');
  });

  it('who is signed in already goes on with that session', async () => {
    const { instance } = await prepare();
    const browser = instance.browser();
    const { flow, clerk } = await open(instance, browser);
    await flow.submit(BUTTON);
    const { session } = clerk;
    const again = await open(instance, browser);
    await again.flow.submit(BUTTON);
    const { step } = again.flow.state;
    assert.deepEqual(step, { name: 'complete', sessionId: session?.id });
  });

  it('a refused passkey says so, and the form stays', async () => {
    const { instance, page } = await prepare();
    const { flow } = await open(instance);
    page.behave({ userVerified: false });
    await flow.submit(BUTTON);
    assert.deepEqual([flow.state.step.name, flow.state.errors.global?.code], ['start', 'passkey_invalid']);
  });

  it('nothing waits once the form is gone', async () => {
    const { instance, page } = await prepare();
    const { flow } = await open(instance);
    void flow.watch?.('passkey');
    await until(() => page.waiting === 1);
    flow.dispose();
    await until(() => page.waiting === 0);
  });

  it('the headless client signs in either way', async () => {
    const { instance, page } = await prepare();
    const first = (await open(instance)).clerk;
    const done = await first.client?.signIn.authenticateWithPasskey({ flow: 'discoverable' });
    assert.equal(done?.status, 'complete');
    const second = (await open(instance)).clerk;
    const waiting = second.client?.signIn.authenticateWithPasskey({ flow: 'autofill' });
    await until(() => page.waiting === 1);
    page.choose();
    assert.equal((await waiting)?.status, 'complete');
    const third = (await open(instance)).clerk;
    const named = await third.client?.signIn.create({ identifier: ADA });
    assert.equal((await named?.authenticateWithPasskey())?.status, 'complete');
  });
});

async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await flush();
}

/** Lets pending work go on until a condition holds. */
async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 100_000 && !isSo(); i++) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(isSo());
}
