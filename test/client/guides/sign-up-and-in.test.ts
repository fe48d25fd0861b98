import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { isClerkAPIResponseError } from '../../../src/client/errors.ts';
import { comeBack, STRATEGY, startProvider } from '../../server/factors/oauth/sign-in-with.ts';
import { Authenticator } from '../../support/authenticator.ts';
import { PASSWORD, type TestInstance } from '../../support/instance.ts';
import type { EmailCodeFactor, SignInFirstFactor } from '../../../src/entries/headless.ts';
import type { OpenIdProvider } from '../../support/openid-provider.ts';
import { addPasskeysToPage } from '../../support/passkey-page.ts';
import { addSecondPhone } from '../../support/phone-account.ts';
import { enrolTotp } from '../../support/second-factors.ts';
import { until } from '../../support/until.ts';
import { guideInstance, signedUp, visit } from './visit.ts';

const OTHER = 'another fine long phrase';
const WRONG_CODE = 'form_code_incorrect';

/** Each test makes the calls of one of Clerk's guides, in their order and on the objects that the guide holds. */
describe("Clerk's guides for custom flows", () => {
  let instance: TestInstance;
  let idp: OpenIdProvider;
  before(async () => {
    idp = await startProvider([{ sub: 'ada', email: 'ada.of.loop@example.com', email_verified: true }]);
    instance = await guideInstance(idp.issuer);
  });
  after(async () => {
    await instance.close();
    await idp.close();
  });

  const code = (to: string) => instance.mailbox.lastCode(to);

  test('email and password: signs up on the object that was there from the start', async () => {
    const { clerk, signUp, setActive } = await visit(instance).open();
    const emailAddress = 'ada@example.com';
    await signUp.create({ emailAddress, password: PASSWORD });
    await signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
    const signUpAttempt = await signUp.attemptEmailAddressVerification({ code: code(emailAddress) });
    assert.equal(signUpAttempt.status, 'complete');
    assert.equal(signUp.status, 'complete');
    assert.equal(JSON.parse(JSON.stringify(signUpAttempt, null, 2)).status, 'complete');
    await setActive({ session: signUpAttempt.createdSessionId });
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, emailAddress);
  });

  test('email and password: signs up through clerk.client at each call', async () => {
    const { clerk } = await visit(instance).open();
    const emailAddress = 'betty@example.com';
    await clerk.client!.signUp.create({ emailAddress, password: PASSWORD });
    await clerk.client!.signUp.prepareEmailAddressVerification();
    const signUpAttempt = await clerk.client!.signUp.attemptEmailAddressVerification({ code: code(emailAddress) });
    await clerk.setActive({ session: signUpAttempt.createdSessionId });
    assert.equal(clerk.isSignedIn, true);
  });

  test('email and password: signs in, and navigates as the page says', async () => {
    const { clerk, signIn, setActive } = await visit(instance).open();
    const signInAttempt = await signIn.create({ identifier: 'ada@example.com', password: PASSWORD });
    assert.equal(signInAttempt.status, 'complete');
    const navigated: unknown[] = [];
    await setActive({
      session: signInAttempt.createdSessionId,
      navigate: async ({ session }) => void navigated.push(session.currentTask, session.id),
    });
    assert.deepEqual(navigated, [undefined, clerk.session?.id]);
  });

  test('codes: signs up with a phone number', async () => {
    const { clerk, signUp, setActive } = await visit(instance).open();
    const phoneNumber = '+12012340111';
    await signUp.create({ phoneNumber });
    await signUp.preparePhoneNumberVerification();
    const completeSignUp = await signUp.attemptPhoneNumberVerification({ code: code(phoneNumber) });
    assert.equal(completeSignUp.status, 'complete');
    await setActive({ session: signUp.createdSessionId });
    assert.equal(clerk.user?.primaryPhoneNumber?.phoneNumber, phoneNumber);
  });

  test('codes: signs in with a phone number', async () => {
    const identifier = '+12012340112';
    const { visitor, clerk: first, signUp, setActive: activate } = await opened();
    await signUp.create({ phoneNumber: identifier });
    await signUp.preparePhoneNumberVerification();
    await signUp.attemptPhoneNumberVerification({ code: code(identifier) });
    await activate({ session: signUp.createdSessionId });
    await first.signOut();
    await visitor.advance(60_000);

    const { clerk, signIn, setActive } = await visit(instance).open();
    const { supportedFirstFactors } = await signIn.create({ identifier });
    const firstPhoneFactor = supportedFirstFactors?.find((factor) => factor.strategy === 'phone_code');
    const { phoneNumberId } = firstPhoneFactor as { phoneNumberId: string };
    await signIn.prepareFirstFactor({ strategy: 'phone_code', phoneNumberId });
    await signIn.attemptFirstFactor({ strategy: 'phone_code', code: code(identifier) });
    await setActive({ session: signIn.createdSessionId });
    assert.equal(clerk.user?.primaryPhoneNumber?.phoneNumber, identifier);
  });

  test('codes: signs in with an email address', async () => {
    const identifier = 'carol@example.com';
    await signedUp(instance, identifier);
    instance.clock.advance(60_000);
    const { clerk, client } = await visit(instance).open();
    const { supportedFirstFactors } = await client.signIn.create({ identifier });
    const isEmailCodeFactor = (factor: SignInFirstFactor): factor is EmailCodeFactor =>
      factor.strategy === 'email_code';
    const { emailAddressId } = supportedFirstFactors!.find(isEmailCodeFactor)!;
    await client.signIn.prepareFirstFactor({ strategy: 'email_code', emailAddressId });
    const done = await client.signIn.attemptFirstFactor({ strategy: 'email_code', code: code(identifier) });
    await clerk.setActive({ session: done.createdSessionId });
    assert.equal(clerk.isSignedIn, true);
  });

  test('multi-factor: signs in with a password and an authenticator app, then with a backup code', async () => {
    const identifier = 'dora@example.com';
    const { visitor } = await signedUp(instance, identifier);
    const app = await enrolTotp(instance, visitor.browser);
    for (const useBackupCode of [false, true]) {
      const { clerk, signIn, setActive } = await visit(instance).open();
      await signIn.create({ identifier, password: PASSWORD });
      assert.equal(signIn.status, 'needs_second_factor');
      const result = await signIn.attemptSecondFactor({
        strategy: useBackupCode ? 'backup_code' : 'totp',
        code: useBackupCode ? app.backupCodes[0]! : app.code(),
      });
      assert.equal(result.status, 'complete');
      await setActive({ session: result.createdSessionId });
      assert.equal(clerk.isSignedIn, true);
    }
  });

  test('multi-factor: signs in with a password and a text message, on what create returned', async () => {
    const identifier = 'erna@example.com';
    const phone = '+12012340113';
    const { visitor } = await signedUp(instance, identifier);
    await addSecondPhone(instance, visitor.browser, phone);
    instance.clock.advance(60_000);
    const { client } = await visit(instance).open();
    const signIn = await client.signIn.create({ identifier, password: PASSWORD });
    await signIn.prepareSecondFactor({ strategy: 'phone_code' });
    await signIn.attemptSecondFactor({ strategy: 'phone_code', code: code(phone) });
    assert.equal(signIn.status, 'complete');
  });

  test('OAuth: leaves for the provider, and is signed in on the page that it returns to', async () => {
    const visitor = visit(instance);
    const { signIn, tab } = await visitor.open('https://app.example.com/sign-in');
    void signIn.authenticateWithRedirect({
      strategy: STRATEGY,
      redirectUrl: '/sign-in/sso-callback',
      redirectUrlComplete: '/',
    });
    await until(() => tab.visited.length > 0);
    const { location } = await comeBack(visitor.browser, await idp.authorize(tab.visited[0]!.url, 'ada'));
    assert.equal(location, 'https://app.example.com/sign-in/sso-callback');
    const callback = await visitor.open(location!);
    await callback.clerk.handleRedirectCallback();
    assert.equal(callback.tab.visited.at(-1)?.url, 'https://app.example.com/');
    const { clerk } = await visitor.open();
    assert.equal(clerk.user?.primaryEmailAddress?.emailAddress, 'ada.of.loop@example.com');
  });

  test('passkeys: creates, renames and deletes one, and signs in with it', async () => {
    const page = addPasskeysToPage(new Authenticator());
    try {
      const { clerk: first } = await signedUp(instance, 'frida@example.com');
      const user = first.user!;
      await user.createPasskey();
      const { passkeys } = user;
      const response = await passkeys[0]!.update({ name: 'Laptop' });
      assert.equal(response.name, 'Laptop');
      assert.equal(user.passkeys[0]!.name, 'Laptop');

      const { clerk, signIn, setActive } = await visit(instance).open();
      const attempt = await signIn.authenticateWithPasskey({ flow: 'discoverable' });
      await setActive({ session: attempt.createdSessionId });
      assert.equal(clerk.user?.id, user.id);
      await user.passkeys.find(({ id }) => id === passkeys[0]!.id)?.delete();
      assert.equal(user.passkeys.length, 0);
    } finally {
      page.remove();
    }
  });

  for (const [by, identifier, strategy] of [
    ['an email address', 'gerda@example.com', 'reset_password_email_code'],
    ['a phone number', '+12012340114', 'reset_password_phone_code'],
  ] as const) {
    test(`forgotten password: resets it with the code sent to ${by}`, async () => {
      const kind = identifier.startsWith('+') ? 'phone' : 'email';
      const { visitor, clerk: first, signUp, setActive: activate } = await opened();
      if (kind === 'phone') {
        await signUp.create({ phoneNumber: identifier, password: PASSWORD });
        await signUp.preparePhoneNumberVerification();
        await signUp.attemptPhoneNumberVerification({ code: code(identifier) });
      } else {
        await signUp.create({ emailAddress: identifier, password: PASSWORD });
        await signUp.prepareEmailAddressVerification();
        await signUp.attemptEmailAddressVerification({ code: code(identifier) });
      }
      await activate({ session: signUp.createdSessionId });
      await first.signOut();
      await visitor.advance(60_000);

      const { clerk, signIn, setActive } = await visit(instance).open();
      await signIn.create({ strategy, identifier });
      const guess = signIn.attemptFirstFactor({ strategy, code: '000000', password: OTHER });
      await assert.rejects(guess, (error) => isClerkAPIResponseError(error) && error.errors[0]?.code === WRONG_CODE);
      const typed = code(identifier);
      const short = signIn.attemptFirstFactor({ strategy, code: typed, password: 'short' });
      const refused = await short.catch((error: unknown) => error);
      assert.ok(isClerkAPIResponseError(refused) && refused.errors[0]?.meta.paramName === 'password');
      const result = await signIn.attemptFirstFactor({ strategy, code: typed, password: OTHER });
      assert.equal(result.status, 'complete');
      await setActive({ session: result.createdSessionId });
      assert.equal(clerk.isSignedIn, true);
      const { signIn: again } = await visit(instance).open();
      assert.equal((await again.create({ identifier, password: OTHER })).status, 'complete');
    });
  }

  test('sign-in-or-up: signs up when there is no account, after one form', async () => {
    const email = 'lois@example.com';
    const { clerk, signIn, signUp, setActive } = await visit(instance).open();
    const refused = await signIn.create({ identifier: email, password: PASSWORD }).catch((error: unknown) => error);
    assert.ok(isClerkAPIResponseError(refused));
    assert.equal(refused.errors[0]?.code, 'form_identifier_not_found');
    await signUp.create({ emailAddress: email, password: PASSWORD });
    await signUp.prepareEmailAddressVerification({ strategy: 'email_code' });
    const signUpAttempt = await signUp.attemptEmailAddressVerification({ code: code(email) });
    await setActive({ session: signUpAttempt.createdSessionId });
    assert.equal(clerk.isSignedIn, true);
  });

  test('error handling: an error has what the guide reads, also as JSON', async () => {
    const { signIn } = await visit(instance).open();
    const refused = await signIn.create({ identifier: 'ada@example.com', password: 'wrong' }).catch((error) => error);
    assert.ok(refused instanceof Error);
    const { clerkError, errors, status } = refused as unknown as {
      clerkError: boolean;
      errors: Known[];
      status: number;
    };
    assert.deepEqual([clerkError, status, errors[0]?.code], [true, 422, 'form_password_incorrect']);
    assert.ok(errors[0]?.message && errors[0].longMessage);
    assert.equal(JSON.parse(JSON.stringify(refused, null, 2)).errors[0].code, 'form_password_incorrect');
  });

  async function opened() {
    const visitor = visit(instance);
    return { visitor, ...(await visitor.open()) };
  }
});

interface Known {
  code: string;
  message: string;
  longMessage: string;
}
