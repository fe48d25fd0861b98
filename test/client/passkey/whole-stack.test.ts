import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import type { SignInFlow } from '../../../src/client/flows/types.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { addPasskeysToPage } from '../../support/passkey-page.ts';
import { until } from '../../support/until.ts';

const ADA = 'ada@example.com';
const BUTTON = { type: 'method', strategy: 'passkey' } as const;

interface Opened {
  clerk: Clerk;
  flow: SignInFlow;
  advance(ms: number): Promise<void>;
  hide(isHidden: boolean): void;
  /** Paths of the POST requests. */
  sent: string[];
}

describe('passkeys, from the client to the server', () => {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const each of undo.splice(0)) await each();
  });

  /** Creates a user with a passkey, and gives the pages of this process an authenticator. */
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
    const flow = clerk.__internal_createFlow(createSignInFlow);
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

  it('a user creates, renames and removes a passkey', async () => {
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

  it('a user who closes the dialog creates no passkey, and can try again', async () => {
    const { clerk, page } = await prepare();
    page.behave('cancel');
    await assert.rejects(async () => clerk.user?.createPasskey(), { code: 'passkey_registration_cancelled' });
    page.behave({});
    await clerk.user?.createPasskey();
    assert.equal(clerk.user?.passkeys.length, 2);
  });

  it('no request is sent for a passkey where the browser has none', async () => {
    const { clerk, page, instance } = await prepare();
    page.remove();
    await assert.rejects(async () => clerk.user?.createPasskey(), { code: 'passkey_not_supported' });
    const { flow, sent } = await open(instance);
    await flow.submit(BUTTON);
    assert.equal(flow.state.errors.global?.code, 'passkey_not_supported');
    await flow.watch?.('passkey');
    assert.deepEqual(sent, []);
  });

  it('the passkey button signs in without an identifier', async () => {
    const { instance } = await prepare();
    const { flow, clerk } = await open(instance);
    await flow.submit(BUTTON);
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, ADA);
    assert.equal(clerk.client?.lastAuthenticationStrategy, 'passkey');
  });

  it('a closed passkey dialog shows its error above the unchanged form', async () => {
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

  it('the passkey page signs in to the account that the user named', async () => {
    const { instance } = await prepare();
    const { flow } = await open(instance);
    await flow.submit({ type: 'identify', identifier: ADA });
    await flow.submit({ type: 'choose-factor', factor: { strategy: 'passkey' } });
    const { step } = flow.state;
    assert.deepEqual([step.name, 'factor' in step && step.factor.strategy], ['factor-one', 'passkey']);
    await flow.submit({ ...BUTTON, detail: 'factor' });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
  });

  it('a passkey chosen in the field signs in, and the form stays open until then', async () => {
    const { instance, page } = await prepare();
    const { flow, clerk } = await open(instance);
    void flow.watch?.('passkey');
    await until(() => page.waiting === 1);
    assert.deepEqual([flow.state.step.name, flow.state.pending], ['start', null]);
    page.choose();
    await until(() => flow.state.step.name === 'complete');
    assert.ok(clerk.user);
  });

  it('repeated requests to wait in the field reach neither the server nor the browser', async () => {
    const { instance, page } = await prepare();
    const { flow, sent } = await open(instance);
    for (let i = 0; i < 5; i++) void flow.watch?.('passkey');
    await until(() => page.waiting === 1);
    assert.deepEqual([sent, page.asked], [['sign_ins'], 1]);
  });

  it('a user who types an identifier goes on, and the passkey request in the field ends', async () => {
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

  it('a form that is submitted at once does not overtake the passkey request of the field', async () => {
    const { instance } = await prepare();
    const { flow, sent } = await open(instance);
    void flow.watch?.('passkey');
    await until(() => sent.length === 1);
    await flow.submit({ type: 'identify', identifier: ADA, password: PASSWORD });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    assert.deepEqual(sent.slice(0, 2), ['sign_ins', 'sign_ins']);
  });

  it('the passkey button replaces the request of the field, which may wait again after a failure', async () => {
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

  it('an old passkey challenge is renewed while the page is visible', async () => {
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

  it('a user who is already signed in continues with that session after the passkey', async () => {
    const { instance } = await prepare();
    const browser = instance.browser();
    const { flow, clerk } = await open(instance, browser);
    await flow.submit(BUTTON);
    const { session } = clerk;
    const again = await open(instance, browser);
    await again.flow.submit(BUTTON);
    const { step } = again.flow.state;
    assert.deepEqual(step, { name: 'complete', sessionId: session?.id, target: undefined });
  });

  it('a refused passkey shows its error and keeps the form', async () => {
    const { instance, page } = await prepare();
    const { flow } = await open(instance);
    page.behave({ userVerified: false });
    await flow.submit(BUTTON);
    assert.deepEqual([flow.state.step.name, flow.state.errors.global?.code], ['start', 'passkey_invalid']);
  });

  it('the passkey request ends when the form is removed', async () => {
    const { instance, page } = await prepare();
    const { flow } = await open(instance);
    void flow.watch?.('passkey');
    await until(() => page.waiting === 1);
    flow.dispose();
    await until(() => page.waiting === 0);
  });

  it('the headless client signs in with a passkey from a button, a field or an identifier', async () => {
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
