import { sendKeys } from '@web/test-runner-commands';
import type { SignInStep } from '../../src/client/flows/types.ts';
import { PASSWORD } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

const TOTP: Extract<SignInStep, { name: 'factor-two' }> = {
  name: 'factor-two',
  identifier: 'ada@example.com',
  factor: { strategy: 'totp' },
  alternatives: [{ strategy: 'backup_code' }],
  sent: null,
  link: null,
};
const PHONE_FACTOR = { strategy: 'phone_code', safeIdentifier: '+1********23', phoneNumberId: 'idn_2' } as const;
const TRUST: Extract<SignInStep, { name: 'client-trust' }> = {
  name: 'client-trust',
  identifier: 'ada@example.com',
  factor: { strategy: 'email_code', safeIdentifier: 'a***@example.com', emailAddressId: 'idn_1' },
  alternatives: [],
  sent: { to: 'a***@example.com', resendAt: 0 },
  link: null,
};
const RESET_CODE: Extract<SignInStep, { name: 'factor-one' }> = {
  ...PASSWORD,
  factor: { strategy: 'reset_password_email_code', safeIdentifier: 'a***@example.com', emailAddressId: 'idn_1' },
  sent: { to: 'a***@example.com', resendAt: 0 },
};
const RESET = { name: 'reset-password', identifier: 'ada@example.com' } as const;

describe('the second step of a sign-in', () => {
  afterEach(cleanUp);

  const at = async (step: SignInStep) => {
    const mounted = await mount('clerk-sign-in');
    mounted.clerk.signIn.set({ step });
    await mounted.settled();
    return mounted;
  };

  it('asks for a code of the authenticator app, without a button to send another', async () => {
    const { clerk, element, find, input } = await at(TOTP);
    ok(find('.cl-signIn-totp2Fa'), 'its own screen');
    equal(find('.cl-headerTitle').textContent, 'Two-step verification');
    equal(find('[data-step]').dataset.step, 'factor-two');
    equal(element.querySelector('.cl-formResendCodeLink'), null);
    ok(document.activeElement === input('code'), 'focus on the code');
    equal(input('code').getAttribute('autocomplete'), 'one-time-code');
    await sendKeys({ type: '123456' });
    equal(clerk.signIn.actions, [{ type: 'code', code: '123456' }]);
    equal(element.querySelectorAll('form').length, 1);
  });

  it('shows the account and the address of a second-factor code', async () => {
    const { clerk, find } = await at({ ...TOTP, factor: PHONE_FACTOR, sent: { to: '+1********23', resendAt: 0 } });
    ok(find('.cl-signIn-phoneCode2Fa'), 'its own screen');
    equal(find('.cl-identityPreviewText').textContent, 'ada@example.com');
    ok(find('.cl-headerSubtitle').textContent?.includes('+1********23'), 'the masked number');
    find('.cl-formResendCodeLink').click();
    equal(clerk.signIn.actions, [{ type: 'resend' }]);
  });

  it('offers other second factors, and no OAuth provider', async () => {
    const { clerk, element, find, settled } = await at(TOTP);
    find('.cl-footerActionLink__alternativeMethods').click();
    await settled();
    equal(element.querySelector('.cl-socialButtons'), null);
    const method = find('.cl-alternativeMethodsBlockButton__backup_code');
    equal(method.textContent?.trim(), 'Use a backup code');
    method.click();
    equal(clerk.signIn.actions, [{ type: 'choose-factor', factor: { strategy: 'backup_code' } }]);
  });

  it('accepts a backup code as text', async () => {
    const { clerk, find, input, settled } = await at({
      ...TOTP,
      factor: { strategy: 'backup_code' },
      alternatives: [{ strategy: 'totp' }],
    });
    ok(find('.cl-signIn-backupCode'), 'its own screen');
    equal(input('code').type, 'text');
    find('.cl-formButtonPrimary').click();
    await settled();
    equal(find('.cl-formFieldErrorText').textContent?.trim(), 'Enter a backup code.');
    // As extensions do that fire no event.
    input('code').value = ' k3jd-82mx ';
    find('.cl-formButtonPrimary').click();
    equal(clerk.signIn.actions, [{ type: 'code', code: 'k3jd-82mx' }]);
    clerk.signIn.fail({ code: 'form_code_incorrect' });
    await settled();
    equal(find('.cl-formFieldErrorText').textContent?.trim(), 'Wrong code. Check it and try again.');
    equal(input('code').getAttribute('aria-invalid'), 'true');
  });

  it('asks for a code on an unknown device', async () => {
    const { clerk, find } = await at(TRUST);
    equal(find('[data-step]').dataset.step, 'client-trust');
    equal(find('.cl-headerTitle').textContent, 'Is this you?');
    const why = 'We do not recognize this device. Enter the code we sent to a***@example.com.';
    equal(find('.cl-headerSubtitle').textContent, why);
    await sendKeys({ type: '123456' });
    equal(clerk.signIn.actions, [{ type: 'code', code: '123456' }]);
  });

  it('offers help if there is no other second factor', async () => {
    const { find, settled } = await at({ ...TOTP, alternatives: [] });
    find('.cl-footerActionLink__havingTrouble').click();
    await settled();
    equal(find('.cl-headerTitle').textContent, 'Get help');
  });
});

describe('a forgotten password', () => {
  afterEach(cleanUp);

  it('resets a forgotten password if the account can, without listing other methods', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-in');
    const factors = [{ strategy: 'password' }, { strategy: 'reset_password_email_code' }];
    clerk.set({ client: { id: 'client_1', signIn: { supportedFirstFactors: factors } } });
    clerk.signIn.set({ step: { ...PASSWORD, alternatives: [] } });
    await settled();
    equal(find('.cl-formFieldAction__password').textContent?.trim(), 'Forgot password?');
    find('.cl-formFieldAction__password').click();
    equal(clerk.signIn.actions, [{ type: 'forgot' }]);
    clerk.signIn.set({ step: RESET_CODE });
    await settled();
    equal(find('.cl-headerTitle').textContent, 'Reset your password');
    await sendKeys({ type: '123456' });
    equal(clerk.signIn.actions.at(-1), { type: 'code', code: '123456' });
  });

  it('asks for a new password in fields that password managers recognize', async () => {
    const { clerk, element, find, input, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: RESET });
    await settled();
    equal(find('[data-step]').dataset.step, 'reset-password');
    equal(input('password').autocomplete, 'new-password');
    equal([input('username').autocomplete, input('username').value], ['username', 'ada@example.com']);
    equal(element.querySelectorAll('form').length, 1);
    ok(document.activeElement === input('password'), 'focus on the password');
    const box = input('signOutOfOtherSessions');
    ok(box.checked, 'signed out on other devices by default');
    ok(element.querySelector(`label[for="${box.id}"]`), 'the box has a label');
    input('password').value = 'a plain long phrase';
    find('.cl-formButtonPrimary').click();
    const action = { type: 'reset-password', password: 'a plain long phrase' };
    equal(clerk.signIn.actions.at(-1), { ...action, signOutOfOtherSessions: true });
    box.click();
    find('.cl-formButtonPrimary').click();
    equal(clerk.signIn.actions.at(-1), { ...action, signOutOfOtherSessions: false });
  });

  it('does not send a new password that is too short', async () => {
    const { clerk, find, input, settled } = await mount('clerk-sign-in');
    clerk.signIn.set({ step: RESET });
    await settled();
    input('password').value = 'short';
    find('.cl-formButtonPrimary').click();
    await settled();
    equal(clerk.signIn.actions, []);
    equal(input('password').getAttribute('aria-invalid'), 'true');
    ok(document.activeElement === input('password'), 'focus on what is wrong');
  });
});
