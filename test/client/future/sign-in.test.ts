import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getTestInstance, PASSWORD, type TestInstance } from '../../support/instance.ts';
import { PHONE } from '../../support/phone-account.ts';
import { enrolTotp, newestCode } from '../../support/second-factors.ts';
import { ticketsOf } from '../../support/tickets.ts';
import type { TestBrowser } from '../../support/test-browser.ts';
import { type FuturePage, openFuture } from './open-future.ts';

const NEW_PASSWORD = 'another plain long phrase';
const WAIT = 60_000;

/** Signs up with an address, and a number that can sign in. */
async function signUpBoth(instance: TestInstance, browser: TestBrowser, email: string, phone: string) {
  const user = await instance.signUp(browser, email);
  const added = await browser.post('/v1/me/phone_numbers/', { phone_number: phone });
  const path = `/v1/me/phone_numbers/${added.response.id}`;
  await browser.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
  const done = await browser.post(`${path}/attempt_verification`, { code: instance.mailbox.lastCode(phone) });
  assert.equal(done.status, 200, done.code);
  return user;
}

/** Makes calls that all have to succeed. */
async function all(...calls: (() => Promise<{ error: unknown }>)[]): Promise<void> {
  for (const call of calls) assert.deepEqual(await call(), { error: null });
}

describe('sign-in with the newer custom-flow API', () => {
  let instance: TestInstance;
  let users = 0;
  before(async () => {
    instance = await getTestInstance({
      config: {
        attributes: { phoneNumber: 'optional' },
        secondFactors: { totp: true, phoneCode: true, backupCode: true },
      },
    });
  });
  after(() => instance.close());

  async function account() {
    const email = `user${++users}@example.com`;
    const phone = `${PHONE.slice(0, -3)}${200 + users}`;
    const home = instance.browser();
    const { userId } = await signUpBoth(instance, home, email, phone);
    instance.clock.advance(WAIT);
    return { email, phone, userId, home, code: (to = email) => newestCode(instance, to) };
  }

  async function finalized({ clerk, state }: FuturePage): Promise<void> {
    const { signIn } = state.signInSignal();
    assert.equal(signIn.status, 'complete');
    await all(() => signIn.finalize());
    assert.equal(clerk.session?.id, signIn.createdSessionId);
    assert.equal(state.signInSignal().signIn.id, undefined);
  }

  for (const name of ['identifier', 'emailAddress', 'phoneNumber'] as const) {
    test(`a password signs in the account of an ${name}`, async () => {
      const { email, phone } = await account();
      const page = await openFuture(instance);
      const { signIn } = page.state.signInSignal();
      const value = name === 'phoneNumber' ? phone : email;
      const wrong = await signIn.password({ [name]: value, password: 'not the phrase' });
      assert.equal(wrong.error?.code, 'api_response_error');
      assert.equal(page.state.signInSignal().errors.fields.password?.code, 'form_password_incorrect');
      await all(() => signIn.password({ [name]: value, password: PASSWORD }));
      assert.deepEqual(page.state.signInSignal().errors, {
        fields: { identifier: null, password: null, code: null },
        raw: null,
        global: null,
      });
      await finalized(page);
    });
  }

  test('a password alone counts for the identifier that the sign-in has', async () => {
    const { email } = await account();
    const page = await openFuture(instance);
    const { signIn } = page.state.signInSignal();
    await all(
      () => signIn.create({ identifier: email }),
      () => signIn.password({ password: PASSWORD }),
    );
    await finalized(page);
  });

  test('an email code signs in', async () => {
    const { email, code } = await account();
    const page = await openFuture(instance);
    const { signIn } = page.state.signInSignal();
    await all(() => signIn.emailCode.sendCode({ emailAddress: email }));
    assert.deepEqual([signIn.status, signIn.identifier], ['needs_first_factor', email]);
    assert.equal(signIn.firstFactorVerification.strategy, 'email_code');
    await all(() => signIn.emailCode.verifyCode({ code: code() }));
    await finalized(page);
  });

  test('an email code is sent to an address of the sign-in that has begun', async () => {
    const { email } = await account();
    const page = await openFuture(instance);
    const { signIn } = page.state.signInSignal();
    await all(() => signIn.create({ identifier: email }));
    const factor = signIn.supportedFirstFactors.find(({ strategy }) => strategy === 'email_code');
    assert.ok(factor && 'emailAddressId' in factor);
    await all(() => signIn.emailCode.sendCode({ emailAddressId: factor.emailAddressId }));
    assert.deepEqual(page.sent, ['sign_ins', 'sign_ins/prepare_first_factor']);
  });

  test('a phone code signs in', async () => {
    const { phone, code } = await account();
    const page = await openFuture(instance);
    const { signIn } = page.state.signInSignal();
    await all(
      () => signIn.phoneCode.sendCode({ phoneNumber: phone }),
      () => signIn.phoneCode.verifyCode({ code: code(phone) }),
    );
    await finalized(page);
  });

  test('a code by email resets the password', async () => {
    const { email, code } = await account();
    const page = await openFuture(instance);
    const { signIn } = page.state.signInSignal();
    await all(
      () => signIn.create({ identifier: email }),
      () => signIn.resetPasswordEmailCode.sendCode(),
      () => signIn.resetPasswordEmailCode.verifyCode({ code: code() }),
    );
    assert.equal(signIn.status, 'needs_new_password');
    await all(() => signIn.resetPasswordEmailCode.submitPassword({ password: NEW_PASSWORD }));
    await finalized(page);
    const again = await openFuture(instance);
    await all(() => again.state.signInSignal().signIn.password({ identifier: email, password: NEW_PASSWORD }));
  });

  test('a code by SMS resets the password', async () => {
    const { phone, code } = await account();
    const page = await openFuture(instance);
    const { signIn } = page.state.signInSignal();
    await all(
      () => signIn.resetPasswordPhoneCode.sendCode({ phoneNumber: phone }),
      () => signIn.resetPasswordPhoneCode.verifyCode({ code: code(phone) }),
      () => signIn.resetPasswordPhoneCode.submitPassword({ password: NEW_PASSWORD, signOutOfOtherSessions: false }),
    );
    await finalized(page);
  });

  test('an authenticator app, and a backup code, give the second factor', async () => {
    const { email, home } = await account();
    const app = await enrolTotp(instance, home);
    for (const use of ['verifyTOTP', 'verifyBackupCode'] as const) {
      const page = await openFuture(instance);
      const { signIn } = page.state.signInSignal();
      await all(() => signIn.password({ identifier: email, password: PASSWORD }));
      assert.equal(signIn.status, 'needs_second_factor');
      assert.ok(signIn.supportedSecondFactors.some(({ strategy }) => strategy === 'totp'));
      const { error } = await signIn.mfa.verifyTOTP({ code: '000000' });
      assert.ok(error);
      assert.ok(page.state.signInSignal().errors.fields.code);
      await all(() => signIn.mfa[use]({ code: use === 'verifyTOTP' ? app.code() : (app.backupCodes[0] ?? '') }));
      await finalized(page);
    }
  });

  test('a ticket signs in, given or in the URL of the page', async () => {
    const { userId } = await account();
    const { signInTokens } = ticketsOf(instance);
    const given = await openFuture(instance);
    const { token: ticket } = await signInTokens.create({ userId });
    await all(() => given.state.signInSignal().signIn.ticket({ ticket }));
    await finalized(given);
    const { token } = await signInTokens.create({ userId });
    const linked = await openFuture(instance, { url: `https://app.example.com/?__clerk_ticket=${token}` });
    await all(() => linked.state.signInSignal().signIn.ticket());
    await finalized(linked);
  });
});
