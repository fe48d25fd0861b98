import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { SignInFutureResource } from '../../../src/client/resources/types/sign-in-future.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { type FuturePage, openFuture } from './open-future.ts';

const ADA = 'ada@example.com';

describe('the attempt that the signals show', () => {
  let instance: TestInstance;
  let page: FuturePage;
  before(async () => {
    instance = await getTestInstance({ config: { testMode: true, forceTestMode: true } });
    await instance.signUp(instance.browser(), ADA);
  });
  after(() => instance.close());
  beforeEach(async () => {
    instance.clock.advance(60_000);
    page = await openFuture(instance);
  });

  const shown = (): SignInFutureResource => page.state.signInSignal().signIn;
  const create = { identifier: ADA };

  test('an attempt that an element or an older call begins is that of the empty object', async () => {
    const held = shown();
    await page.clerk.client?.signIn.create(create);
    assert.equal(shown(), held);
    assert.deepEqual([held.status, held.identifier], ['needs_first_factor', ADA]);
    assert.equal(page.clerk.client?.signIn.__internal_future, held);
    await page.clerk.client?.signIn.create(create);
    assert.notEqual(shown(), held, 'another attempt is another object');
    assert.equal(held.id === shown().id, false);
  });

  test('a second call takes the place of the first on the same object', async () => {
    const held = shown();
    await held.create(create);
    const { id } = held;
    await held.create(create);
    assert.notEqual(held.id, id);
    assert.equal(shown(), held);
  });

  test('the same code, asked for twice at once, is sent once', async () => {
    const before = instance.mailbox.messages.length;
    const results = await Promise.all([
      shown().emailCode.sendCode({ emailAddress: ADA }),
      shown().emailCode.sendCode({ emailAddress: ADA }),
    ]);
    assert.deepEqual(results, [{ error: null }, { error: null }]);
    assert.equal(instance.mailbox.messages.length, before + 1);
    assert.deepEqual(page.sent, ['sign_ins', 'sign_ins/prepare_first_factor']);
  });

  test('two calls at once are fetching until both are over', async () => {
    const statuses: string[] = [];
    await shown().create(create);
    page.state.__internal_effect(() => void statuses.push(page.state.signInSignal().fetchStatus));
    await Promise.all([
      shown().emailCode.verifyCode({ code: '000000' }),
      shown().password({ password: 'not the phrase' }),
    ]);
    assert.equal(statuses.indexOf('idle', 1), statuses.length - 1);
  });

  test('a sign-in that was reset stays away, also when a sign-up begins', async () => {
    const held = shown();
    await held.create(create);
    await held.password({ password: 'not the phrase' });
    assert.deepEqual(await held.reset(), { error: null });
    assert.deepEqual([held.status, page.state.signInSignal().errors.raw], ['needs_identifier', null]);
    assert.equal(page.clerk.client?.signIn.status, null);
    await page.state.signUpSignal().signUp.create({ emailAddress: 'bo@example.com' });
    assert.deepEqual([shown() === held, shown().status], [true, 'needs_identifier']);
    await held.password({ emailAddress: ADA, password: PASSWORD });
    assert.equal(held.status, 'complete');
  });

  test('the attempt ends when the user signs out', async () => {
    const held = shown();
    await held.password({ emailAddress: ADA, password: PASSWORD });
    await held.finalize();
    assert.deepEqual([held.status, held.canBeDiscarded], ['complete', true]);
    const next = shown();
    assert.equal(next.status, 'needs_identifier');
    await page.clerk.signOut(() => {});
    await next.create(create);
    assert.equal(shown(), next);
    await page.clerk.client?.destroy();
    assert.equal(shown().status, 'needs_identifier');
  });

  test('a call that cannot work says what to do, and sends nothing', async () => {
    const { signUp } = page.state.signUpSignal();
    const results = [
      await shown().emailCode.verifyCode({ code: '424242' }),
      await shown().emailCode.sendCode(),
      await shown().emailLink.waitForVerification(),
      await shown().mfa.sendPhoneCode(),
      await shown().password({ emailAddress: ADA, phoneNumber: '+12015550123', password: PASSWORD }),
      await shown().finalize(),
      await signUp.update({ firstName: 'Ada' }),
      await signUp.verifications.sendEmailCode(),
      await signUp.finalize(),
    ];
    for (const { error } of results) assert.equal(error?.code, 'unexpected');
    assert.deepEqual(page.sent, []);
    const [error] = page.state.signInSignal().errors.global ?? [];
    assert.deepEqual([error?.isClerkRuntimeError(), error?.isClerkAPIResponseError()], [true, false]);
    assert.ok(error?.message);
  });

  test('frameworks leave the attempts as they are, and their methods need no `this`', async () => {
    const { signUp } = page.state.signUpSignal();
    for (const each of [shown(), signUp, signUp.verifications, page.state.__internal_waitlist]) {
      assert.ok(Object.isFrozen(each));
      assert.notEqual(Object.getPrototypeOf(each), Object.prototype);
      assert.ok(JSON.stringify(each));
    }
    const { password } = shown();
    await password({ emailAddress: ADA, password: PASSWORD });
    assert.equal(shown().status, 'complete');
  });

  test('without a network a call fails, and the next one works', async () => {
    page.world.online = false;
    const { error } = await shown().create(create);
    assert.equal(error?.code, 'network_error');
    assert.equal(page.state.signInSignal().errors.global?.[0]?.code, 'network_error');
    page.world.online = true;
    assert.deepEqual(await shown().create(create), { error: null });
    assert.equal(page.state.signInSignal().errors.global, null);
  });
});
