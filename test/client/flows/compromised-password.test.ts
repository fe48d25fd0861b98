import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { Clerk } from '../../../src/client/clerk.ts';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { backendOf } from '../../support/backend-api.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, PASSWORD } from '../../support/instance.ts';
import { newestCode } from '../../support/second-factors.ts';
import { until } from '../../support/until.ts';

const ADA = 'ada@example.com';
const NEW = 'another plain long phrase';

describe('a sign-in with a password that others know', () => {
  const undo: (() => unknown)[] = [];
  afterEach(async () => {
    for (const each of undo.splice(0)) await each();
  });

  /** Opens a page in a new browser. An administrator has said that others know the password of the user. */
  async function openPage() {
    const instance = await getTestInstance();
    const { userId } = await instance.signUp(instance.browser(), ADA);
    const call = await backendOf(instance);
    assert.equal((await call('POST', `/users/${userId}/password/set_compromised`)).status, 200);
    instance.clock.advance(60_000);
    const browser = instance.browser();
    const world = new FakeWorld((request) => browser.fetch(request));
    world.time = instance.clock.now();
    const platform = world.openTab({ url: 'https://app.example.com/' });
    const clerk = new Clerk(instance.config.publishableKey, { platform, environmentCredentials: 'same-origin' });
    await clerk.load();
    await flush();
    const flow = clerk.__internal_createFlow(createSignInFlow);
    undo.push(
      () => flow.dispose(),
      () => instance.close(),
    );
    for (let turn = 0; turn < 8; turn++) await flush();
    const factor = () => ('factor' in flow.state.step ? flow.state.step.factor.strategy : flow.state.step.name);
    return { instance, clerk, flow, world, factor };
  }

  for (const [title, at] of [
    ['the page of the identifier', 'start'],
    ['the page of the password', 'factor-one'],
  ] as const) {
    it(`a password that others know leads from ${title} to a new one`, async () => {
      const { instance, clerk, flow, world, factor } = await openPage();
      if (at === 'start') {
        await flow.submit({ type: 'identify', identifier: ADA, password: PASSWORD });
      } else {
        await flow.submit({ type: 'identify', identifier: ADA });
        assert.equal(factor(), 'password');
        await flow.submit({ type: 'password', password: PASSWORD });
      }
      assert.equal(factor(), 'reset_password_email_code', JSON.stringify(flow.state.errors));
      assert.equal(flow.state.errors.global?.code, 'form_password_compromised');
      await flow.submit({ type: 'code', code: newestCode(instance, ADA) });
      assert.equal(flow.state.step.name, 'reset-password');
      await flow.submit({ type: 'reset-password', password: NEW, signOutOfOtherSessions: true });
      assert.equal(flow.state.step.name, 'reset-password-done');
      await world.advance(2_000);
      await until(() => clerk.isSignedIn);
    });
  }

  it('a user who signs in with a code sets a new password first', async () => {
    const { instance, flow, factor } = await openPage();
    await flow.submit({ type: 'identify', identifier: ADA });
    const { step } = flow.state;
    const [code] = step.name === 'factor-one' ? step.alternatives : [];
    assert.equal(code?.strategy, 'email_code');
    await flow.submit({ type: 'choose-factor', factor: code as never });
    await flow.submit({ type: 'code', code: newestCode(instance, ADA) });
    assert.equal(factor(), 'reset-password');
    await flow.submit({ type: 'reset-password', password: NEW, signOutOfOtherSessions: true });
    assert.equal(flow.state.step.name, 'reset-password-done');
  });
});
