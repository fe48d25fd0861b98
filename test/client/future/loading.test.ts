import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { until } from '../../support/until.ts';
import { openPage } from './open-future.ts';

const ADA = 'ada@example.com';

describe('the newer custom-flow API before its code is there', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
    await instance.signUp(instance.browser(), ADA);
  });
  after(() => instance.close());

  test('the signals say that nothing is fetched, and stay the same until there is something to tell', async () => {
    const { state } = await openPage(instance);
    const { errors, fetchStatus, signIn } = state.signInSignal();
    assert.deepEqual(errors, { fields: { identifier: null, password: null, code: null }, raw: null, global: null });
    assert.equal(fetchStatus, 'idle');
    assert.deepEqual([signIn.id, signIn.status, signIn.supportedFirstFactors], [undefined, 'needs_identifier', []]);
    assert.equal(signIn.firstFactorVerification.status, null);
    assert.equal(state.signInSignal(), state.signInSignal());
    const { signUp } = state.signUpSignal();
    assert.deepEqual([signUp.status, signUp.missingFields, signUp.unsafeMetadata], ['missing_requirements', [], {}]);
    assert.equal(signUp.verifications.emailAddress.status, null);
    assert.equal(state.waitlistSignal().waitlist.id, '');
  });

  test('an effect runs at once, when the code is there, and at each change, until it is ended', async () => {
    const { state, clerk } = await openPage(instance);
    const seen: string[] = [];
    const end = state.__internal_effect(() => {
      const { fetchStatus, signIn } = state.signInSignal();
      seen.push(`${fetchStatus} ${signIn.status}`);
    });
    const ended = state.__internal_effect(() => {
      state.signInSignal();
      seen.push('ended');
    });
    ended();
    assert.deepEqual(seen, ['idle needs_identifier', 'ended']);
    await until(() => seen.length === 3);
    assert.equal(seen[2], 'idle needs_identifier');
    await clerk.client!.signIn.create({ identifier: ADA });
    assert.equal(seen.at(-1), 'idle needs_first_factor');
    await state.signInSignal().signIn.password({ password: 'not the phrase' });
    assert.deepEqual(seen.slice(-2), ['fetching needs_first_factor', 'idle needs_first_factor']);
    end();
    await clerk.client!.signIn.create({ identifier: 'nobody@example.com' }).catch(() => {});
    await state.signInSignal().signIn.password({ identifier: ADA, password: PASSWORD });
    assert.equal(seen.length, 6);
  });

  test('a computed signal follows from before on', async () => {
    const { state } = await openPage(instance);
    const status = state.__internal_computed(() => state.signInSignal().signIn.status);
    assert.equal(status(), 'needs_identifier');
    await state.signInSignal().signIn.create({ identifier: ADA });
    assert.equal(status(), 'needs_first_factor');
  });

  test('a method waits for its code, and what the page holds stays true', async () => {
    const { clerk, state } = await openPage(instance);
    const held = clerk.client!.signIn.__internal_future;
    const { signIn } = state.signInSignal();
    assert.deepEqual(await held.password({ emailAddress: ADA, password: PASSWORD }), { error: null });
    assert.deepEqual([held.status, signIn.status], ['complete', 'complete']);
    await signIn.finalize();
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, ADA);
  });

  test('what a call returns has the newer methods as well', async () => {
    const { clerk, state } = await openPage(instance);
    const begun = await clerk.client!.signIn.create({ identifier: ADA });
    await begun.__internal_future.password({ password: PASSWORD });
    assert.equal(begun.__internal_future.status, 'complete');
    assert.equal(state.signInSignal().signIn.createdSessionId, begun.__internal_future.createdSessionId);
  });

  test('an effect that throws stops neither the call nor another effect', async () => {
    const { state } = await openPage(instance);
    await state.signInSignal().signIn.create({ identifier: 'nobody@example.com' });
    const seen: string[] = [];
    const thrown: unknown[] = [];
    const before = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    state.__internal_effect(() => {
      if (state.signInSignal().fetchStatus === 'fetching') throw new Error('of the page');
    });
    state.__internal_effect(() => void seen.push(state.signInSignal().fetchStatus));
    assert.deepEqual(await state.signInSignal().signIn.create({ identifier: ADA }), { error: null });
    process.removeAllListeners('uncaughtException');
    for (const listener of before) process.on('uncaughtException', listener);
    assert.deepEqual([seen[1], seen.at(-1)], ['fetching', 'idle']);
    assert.deepEqual(thrown.map(String).slice(0, 1), ['Error: of the page']);
  });
});
