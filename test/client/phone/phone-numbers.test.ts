import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { createSignInFlow } from '../../../src/client/flows/create-flow.ts';
import { createSignUpFlow } from '../../../src/client/flows/create-sign-up-flow.ts';
import { Clerk } from '../../../src/client/clerk.ts';
import { isClerkAPIResponseError } from '../../../src/client/errors.ts';
import { FakeWorld, flush } from '../../support/fake-platform.ts';
import { getTestInstance, type TestInstance } from '../../support/instance.ts';
import { PHONE, PHONE_ONLY, signUpWithPhone } from '../../support/phone-account.ts';

describe('phone numbers through the headless client', () => {
  let instance: TestInstance;
  afterEach(() => instance.close());

  const open = async (config: object, prepare?: (browser: ReturnType<TestInstance['browser']>) => Promise<unknown>) => {
    instance = await getTestInstance({ config });
    const browser = instance.browser();
    await prepare?.(browser);
    const world = new FakeWorld((request) => browser.fetch(request));
    world.time = instance.clock.now();
    const platform = world.openTab({ url: 'https://app.example.com/' });
    const clerk = new Clerk(instance.config.publishableKey, { platform, environmentCredentials: 'same-origin' });
    await clerk.load();
    await flush();
    return clerk;
  };

  it('a user adds, verifies, reserves and removes phone numbers', async () => {
    const config = { attributes: { phoneNumber: 'optional' }, secondFactors: { phoneCode: true } };
    const clerk = await open(config, (browser) => instance.signUp(browser, 'ada@example.com'));
    const add = async (phoneNumber: string) => {
      const added = await clerk.user!.createPhoneNumber({ phoneNumber });
      assert.deepEqual([added.phoneNumber, added.verification.status, `${added}`], [phoneNumber, null, phoneNumber]);
      const prepared = await added.prepareVerification();
      assert.equal(prepared.verification.status, 'unverified');
      const verified = await prepared.attemptVerification({ code: instance.mailbox.lastCode(phoneNumber) });
      assert.equal(verified.verification.status, 'verified');
      return verified;
    };
    const first = await add(PHONE);
    assert.equal(clerk.user?.primaryPhoneNumberId, first.id);
    const second = await add('+12025550147');
    assert.equal((await clerk.user!.update({ primaryPhoneNumberId: second.id })).primaryPhoneNumberId, second.id);
    const reserved = await first.setReservedForSecondFactor({ reserved: true });
    assert.deepEqual([reserved.reservedForSecondFactor, reserved.defaultSecondFactor], [true, true]);
    assert.equal(reserved.backupCodes?.length, 10);
    assert.equal(clerk.user?.twoFactorEnabled, true);
    // The user now has a second factor and must verify it before the next change.
    await assert.rejects(second.setReservedForSecondFactor({ reserved: true }), (error: unknown) => {
      assert.ok(isClerkAPIResponseError(error));
      return error.errors[0]?.code === 'session_reverification_required';
    });
    await instance.storage.verifySession(
      clerk.session!.id,
      { second_factor_at: instance.clock.now() },
      instance.clock.now(),
    );
    await second.setReservedForSecondFactor({ reserved: true });
    assert.equal((await second.makeDefaultSecondFactor()).defaultSecondFactor, true);
    await first.destroy();
    assert.deepEqual(
      clerk.user?.phoneNumbers.map(({ id }) => id),
      [second.id],
    );
  });

  it('a phone number signs up', async () => {
    const clerk = await open(PHONE_ONLY);
    const created = await clerk.client!.signUp.create({ phoneNumber: PHONE });
    assert.deepEqual(created.unverifiedFields, ['phone_number']);
    const prepared = await created.preparePhoneNumberVerification();
    assert.equal(prepared.verifications.phoneNumber.nextAction, 'needs_attempt');
    const done = await prepared.attemptPhoneNumberVerification({ code: instance.mailbox.lastCode(PHONE) });
    assert.deepEqual([done.status, done.phoneNumber], ['complete', PHONE]);
  });

  it('sign-in with a phone number has three steps', async () => {
    const clerk = await open(PHONE_ONLY, async () => signUpWithPhone(instance, instance.browser()));
    instance.clock.advance(60_000);
    const flow = clerk.__internal_createFlow(createSignInFlow);
    for (let i = 0; i < 5; i++) await flush();
    assert.deepEqual((flow.state.step as { identifiers?: unknown }).identifiers, ['phone_number']);
    await flow.submit({ type: 'identify', identifier: PHONE });
    const { step } = flow.state;
    assert.ok(step.name === 'factor-one' && step.factor.strategy === 'phone_code', JSON.stringify(flow.state));
    assert.equal(step.sent?.to, '+1********23');
    await flow.submit({ type: 'code', code: instance.mailbox.lastCode(PHONE) });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    flow.dispose();
  });

  it('sign-up with a phone number has three steps', async () => {
    const clerk = await open(PHONE_ONLY);
    const flow = clerk.__internal_createFlow(createSignUpFlow);
    for (let i = 0; i < 5; i++) await flush();
    await flow.submit({ type: 'fields', values: { phoneNumber: PHONE } });
    const { step } = flow.state;
    assert.ok(step.name === 'verify-phone-number', JSON.stringify(flow.state));
    assert.deepEqual([step.phoneNumber, step.sent?.to], [PHONE, PHONE]);
    await flow.submit({ type: 'code', code: instance.mailbox.lastCode(PHONE) });
    assert.equal(flow.state.step.name, 'complete', JSON.stringify(flow.state.errors));
    flow.dispose();
  });
});
