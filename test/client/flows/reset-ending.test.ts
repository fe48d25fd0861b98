import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance } from '../../support/instance.ts';
import { newestCode } from '../../support/second-factors.ts';
import { until } from '../../support/until.ts';

const ADA = 'ada@example.com';
const NEW = 'another plain long phrase';

describe('the end of a password reset', () => {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const each of undo.splice(0)) await each();
  });

  /** Opens a page in a new browser, and goes on to the new password. */
  async function forget() {
    const instance = await getTestInstance();
    await instance.signUp(instance.browser(), ADA);
    instance.clock.advance(60_000);
    const browser = instance.browser();
    const world = new FakeWorld((request) => browser.fetch(request));
    world.time = instance.clock.now();
    undo.push(() => instance.close());
    const openPage = async () => {
      const platform = world.openTab({ url: 'https://app.example.com/' });
      const clerk = new Clerk(instance.config.publishableKey, { platform, environmentCredentials: 'same-origin' });
      await clerk.load();
      await flush();
      const flow = clerk.__internal_createFlow(createSignInFlow);
      undo.push(() => flow.dispose());
      for (let turn = 0; turn < 8; turn++) await flush();
      return { clerk, flow };
    };
    const { clerk, flow } = await openPage();
    await flow.submit({ type: 'identify', identifier: ADA });
    await flow.submit({ type: 'forgot' });
    await flow.submit({ type: 'code', code: newestCode(instance, ADA) });
    return { instance, openPage, flow, clerk, world };
  }

  it('a user who does not want to wait after a reset goes on at once, and once only', async () => {
    const { flow, clerk, world } = await forget();
    await flow.submit({ type: 'reset-password', password: NEW, signOutOfOtherSessions: false });
    await flow.submit({ type: 'continue' });
    const { step } = flow.state;
    assert.deepEqual([step.name, clerk.isSignedIn], ['complete', true]);
    await world.advance(10_000);
    assert.equal(flow.state.step, step, 'after the time is over');
  });

  it('the way back from the new password leads to the start with the account, and forward again', async () => {
    const { flow } = await forget();
    flow.requestStep('start');
    const { step } = flow.state;
    assert.ok(step.name === 'start' && step.identifier === ADA, JSON.stringify(step));
    flow.requestStep('reset-password');
    assert.deepEqual(flow.state.step, { name: 'reset-password', identifier: ADA });
    flow.requestStep('start');
    await flow.submit({ type: 'identify', identifier: ADA });
    assert.equal(flow.state.step.name, 'factor-one', JSON.stringify(flow.state.errors));
  });

  it('a forgotten password needs a code and then a new password, also after a reload', async () => {
    const { flow, openPage, world } = await forget();
    assert.deepEqual(flow.state.step, { name: 'reset-password', identifier: ADA });
    const again = await openPage();
    const stepName = () => again.flow.state.step.name;
    again.flow.requestStep('reset-password');
    assert.equal(stepName(), 'reset-password');
    await again.flow.submit({ type: 'reset-password', password: 'short', signOutOfOtherSessions: true });
    assert.equal(again.flow.state.errors.fields.password?.code, 'form_password_length_too_short');
    await again.flow.submit({ type: 'reset-password', password: NEW, signOutOfOtherSessions: true });
    assert.equal(stepName(), 'reset-password-done', JSON.stringify(again.flow.state.errors));
    assert.equal(again.clerk.isSignedIn, false);
    await world.advance(1999);
    assert.equal(stepName(), 'reset-password-done', 'before two seconds have passed');
    await world.advance(1);
    await until(() => again.clerk.isSignedIn);
    assert.equal(stepName(), 'complete');
  });

  it('a reload while a reset says that it worked leads on', async () => {
    const { flow, openPage } = await forget();
    await flow.submit({ type: 'reset-password', password: NEW, signOutOfOtherSessions: false });
    const again = await openPage();
    again.flow.requestStep('reset-password-done');
    await until(() => again.flow.state.step.name === 'complete');
    assert.equal(again.clerk.isSignedIn, true);
  });
});
