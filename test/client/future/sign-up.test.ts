import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { SignUpFutureResource } from '../../../src/client/resources/types/sign-up-future.ts';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { openFuture } from './open-future.ts';

const ADA = 'ada@example.com';

describe('sign-up with the newer custom-flow API', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await getTestInstance();
  });
  after(() => instance.close());

  test('a password and an email code sign up, on the object that the page has held from the start', async () => {
    const { state, clerk } = await openFuture(instance);
    const { signUp } = state.signUpSignal();
    const shown = (): SignUpFutureResource => state.signUpSignal().signUp;
    assert.deepEqual([signUp.id, signUp.status], [undefined, 'missing_requirements']);

    assert.deepEqual(await signUp.password({ emailAddress: ADA, password: PASSWORD }), { error: null });
    assert.ok(shown() === signUp);
    assert.deepEqual([signUp.status, signUp.unverifiedFields], ['missing_requirements', ['email_address']]);
    assert.deepEqual([signUp.emailAddress, signUp.hasPassword], [ADA, true]);
    await signUp.verifications.sendEmailCode();
    assert.equal(signUp.verifications.emailAddress.status, 'unverified');

    const { error } = await signUp.verifications.verifyEmailCode({ code: '000000' });
    assert.equal(error?.errors?.[0]?.code, 'form_code_incorrect');
    assert.equal(state.signUpSignal().errors.fields.code?.code, 'form_code_incorrect');

    await signUp.verifications.verifyEmailCode({ code: instance.mailbox.lastCode(ADA) });
    assert.equal(state.signUpSignal().errors.fields.code, null);
    assert.equal(signUp.status, 'complete');
    assert.ok(shown() === signUp, 'a complete sign-up stays until it is finalized');

    const went: string[] = [];
    await signUp.finalize({ navigate: ({ session, decorateUrl }) => went.push(session.id, decorateUrl('/home')) });
    assert.deepEqual(went, [signUp.createdSessionId, '/home']);
    assert.equal(clerk.session?.id, signUp.createdSessionId);
    assert.equal(signUp.canBeDiscarded, true);
    assert.ok(shown() !== signUp);
    assert.equal(shown().id, undefined);
  });
});
