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

  test('a complete attempt is not shown any longer than its session lives', async () => {
    const held = shown();
    await held.password({ emailAddress: ADA, password: PASSWORD });
    // Without `finalize()`, so that nothing marks the attempt as used.
    await page.clerk.setActive({ session: held.createdSessionId });
    assert.deepEqual([shown().status, shown().identifier], ['complete', ADA]);
    await page.clerk.signOut(() => {});
    const { status, identifier, createdSessionId, userData } = shown();
    assert.deepEqual([status, identifier, createdSessionId, userData], ['needs_identifier', null, null, null]);
  });

  for (const [name, identifier] of [
    ['an answer', ADA],
    ['a refusal', 'nobody@example.com'],
  ] as const) {
    test(`${name} that comes after the reset changes nothing`, async () => {
      const held = shown();
      const late = held.create({ identifier });
      await held.reset();
      assert.ok((await late).error, 'whoever has asked learns that it came to nothing');
      assert.deepEqual([held.status, held.identifier, held.id], ['needs_identifier', null, undefined]);
      assert.equal(shown(), held);
      assert.equal(page.clerk.client?.signIn.id, undefined);
      assert.deepEqual([page.state.signInSignal().errors.raw, page.state.signInSignal().fetchStatus], [null, 'idle']);
      assert.deepEqual(await held.password({ emailAddress: ADA, password: PASSWORD }), { error: null });
    });
  }

  test('a step that was begun before the reset is not taken for one that is begun after it', async () => {
    const held = shown();
    const [late, , next] = [held.create(create), held.reset(), held.create(create)];
    assert.ok((await late).error);
    assert.deepEqual(await next, { error: null });
    assert.deepEqual([held.status, held.identifier], ['needs_first_factor', ADA]);
    assert.equal(shown(), held);
  });

  test('a form that is sent twice at once makes one try', async () => {
    const wrong = () => shown().password({ emailAddress: ADA, password: 'not the phrase' });
    const [first, second] = await Promise.all([wrong(), wrong()]);
    assert.ok(first.error && first === second);
    await shown().emailCode.sendCode({ emailAddress: ADA });
    const code = instance.mailbox.lastCode(ADA);
    const verify = () => shown().emailCode.verifyCode({ code });
    assert.deepEqual(await Promise.all([verify(), verify()]), [{ error: null }, { error: null }]);
    assert.equal(page.state.signInSignal().errors.raw, null);
    assert.deepEqual(page.sent.slice(-4), [
      'sign_ins',
      'sign_ins',
      'sign_ins/prepare_first_factor',
      'sign_ins/attempt_first_factor',
    ]);
    const finalize = () => shown().finalize();
    assert.deepEqual(await Promise.all([finalize(), finalize()]), [{ error: null }, { error: null }]);
  });

  test('what is no JSON is refused, and never thrown', async () => {
    const { signUp } = page.state.signUpSignal();
    const { error } = await signUp.create({ emailAddress: 'bo@example.com', unsafeMetadata: { count: 1n } });
    assert.ok(error);
  });

  test('neither errors nor what a page can save of the attempts has a password', async () => {
    const secret = 'a phrase that nobody has set';
    const { error } = await shown().password({ emailAddress: ADA, password: secret });
    await page.state.signUpSignal().signUp.password({ emailAddress: 'bo@example.com', password: secret });
    const { client } = page.clerk;
    const fields = Object.getOwnPropertyNames(error).map((name) => Reflect.get(error as Error, name));
    const all = [
      page.state.signInSignal(),
      page.state.signUpSignal(),
      client,
      client?.__internal_toSnapshot(),
      client?.signIn.__internal_toSnapshot(),
      client?.signUp.__internal_toSnapshot(),
    ];
    assert.ok(!JSON.stringify([fields, all]).includes(secret));
  });
});
