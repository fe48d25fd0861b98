import { sendKeys } from '@web/test-runner-commands';
import type { SignInStep, SignUpStep } from '../../src/client/flows/types.ts';
import { EVERY_STEP } from './every-step.ts';
import { showStep } from './show-step.ts';
import { FakeClerk, SIGN_UP, VERIFY as VERIFY_EMAIL } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';

const NUMBER = '+12015550123';
const FACTOR_ONE: Extract<SignInStep, { name: 'factor-one' }> = {
  name: 'factor-one',
  identifier: NUMBER,
  factor: { strategy: 'phone_code', safeIdentifier: '+1********23', phoneNumberId: 'idn_1', primary: true },
  alternatives: [],
  sent: { to: '+1********23', resendAt: 0 },
  link: null,
};
const VERIFY: Extract<SignUpStep, { name: 'verify-phone-number' }> = {
  name: 'verify-phone-number',
  phoneNumber: NUMBER,
  sent: { to: NUMBER, resendAt: 0 },
};

describe('phone codes', () => {
  afterEach(cleanUp);

  const factorOne = async (change: Partial<typeof FACTOR_ONE> = {}) => {
    const mounted = await mount('clerk-sign-in');
    mounted.clerk.signIn.set({ step: { ...FACTOR_ONE, ...change } });
    await mounted.settled();
    return mounted;
  };

  it('asks for a phone code at sign-in, and shows the number as it was typed', async () => {
    const { clerk, find, input } = await factorOne();
    ok(find('.cl-signIn-phoneCode'), 'its own screen');
    equal(find('.cl-headerTitle').textContent, 'Check your phone');
    equal(find('.cl-identityPreviewText').textContent, '+1 (201) 555-0123');
    ok(document.activeElement === input('code'), 'focus on the code');
    await sendKeys({ type: '424242' });
    equal(clerk.signIn.actions, [{ type: 'code', code: '424242' }]);
    find('.cl-formResendCodeLink').click();
    equal(clerk.signIn.actions.at(-1), { type: 'resend' });
    find('.cl-identityPreviewEditButton').click();
    equal(clerk.signIn.asked.at(-1), 'start');
  });

  it('masks the phone number for a user who did not type it', async () => {
    for (const identifier of ['ada@example.com', 'ada', '+447400123423', '+1201555012323']) {
      const { find } = await factorOne({ identifier });
      equal(find('.cl-identityPreviewText').textContent, '+1********23', identifier);
      cleanUp();
    }
  });

  it('mentions no email when a phone code is wrong', async () => {
    const { clerk, find, settled } = await factorOne();
    clerk.signIn.fail({ code: 'form_code_incorrect' });
    await settled();
    ok(find('.cl-formFieldErrorText').textContent?.includes('newest one'), 'what to do next');
    clerk.signIn.fail({}, 'verification_not_sent');
    await settled();
    ok(find('[role=alert]').textContent?.includes('Use another one'), 'the reason');
  });

  it('asks for a phone code at sign-up, and shows the whole number', async () => {
    const { clerk, find, settled } = await mount('clerk-sign-up');
    clerk.signUp.set({ step: VERIFY });
    await settled();
    ok(find('.cl-signUp-phoneCode'), 'its own screen');
    equal(find('.cl-headerTitle').textContent, 'Verify your phone number');
    equal(find('.cl-identityPreviewText').textContent, '+1 (201) 555-0123');
    find<HTMLInputElement>('input[name=code]').value = '123456';
    find('.cl-formButtonPrimary').click();
    equal(clerk.signUp.actions, [{ type: 'code', code: '123456' }]);
  });
});

describe('a phone number at sign-up', () => {
  afterEach(cleanUp);

  const signUp = async (required: boolean, values = {}) => {
    const clerk = new FakeClerk();
    const fields = [...SIGN_UP.fields.slice(1), { name: 'phoneNumber', required } as const];
    clerk.startSignUp({ ...SIGN_UP, fields, values });
    return mount('clerk-sign-up', { clerk });
  };
  const fill = ({ input }: Awaited<ReturnType<typeof signUp>>, phone: string) => {
    input('emailAddress').value = 'ada@example.com';
    input('password').value = 'long enough';
    input('phoneNumber').value = phone;
  };
  const values = { emailAddress: 'ada@example.com', password: 'long enough' };

  it('sends the phone number of a sign-up in E.164, even if no event announced it', async () => {
    const mounted = await signUp(true);
    const { clerk, find, input } = mounted;
    equal(find('label.cl-formFieldLabel__phoneNumber').textContent?.trim(), 'Phone number');
    equal([input('phoneNumber').autocomplete, input('phoneNumber').required], ['tel', true]);
    fill(mounted, '+44 7400 123456');
    find('.cl-formButtonPrimary').click();
    equal(clerk.signUp.actions, [{ type: 'fields', values: { ...values, phoneNumber: '+447400123456' } }]);
  });

  it('does not send an optional phone number that is empty', async () => {
    const mounted = await signUp(false);
    mounted.find<HTMLDetailsElement>('details').open = true;
    await mounted.settled();
    fill(mounted, '');
    mounted.find('.cl-formButtonPrimary').click();
    equal(mounted.clerk.signUp.actions, [{ type: 'fields', values }]);
  });

  it('goes back from the code to the number, among the optional fields too', async () => {
    for (const required of [true, false]) {
      const { clerk, element, find, input, settled } = await signUp(required, {
        emailAddress: 'ada@example.com',
        phoneNumber: NUMBER,
      });
      const first = clerk.signUp.state.step;
      clerk.signUp.reachable.start = first;
      clerk.signUp.set({ step: VERIFY });
      await settled();
      find('.cl-identityPreviewEditButton').click();
      await settled();
      ok(document.activeElement === input('phoneNumber'), 'focus on the number');
      equal(getSelection()?.toString(), '(201) 555-0123');
      equal(element.querySelector('details')?.open ?? true, true);
      cleanUp();
    }
  });

  it('marks a refused phone number and keeps what was typed', async () => {
    const mounted = await signUp(true, { phoneNumber: '+447400123456' });
    const { clerk, find, input, settled } = mounted;
    equal([input('phoneNumber').value, find<HTMLSelectElement>('select').value], ['7400 123456', 'GB']);
    clerk.signUp.fail({ phoneNumber: 'form_param_format_invalid' });
    await settled();
    ok(document.activeElement === input('phoneNumber'), 'focus on the number');
    equal(input('phoneNumber').ariaInvalid, 'true');
  });
});

describe('codes of consecutive steps', () => {
  afterEach(cleanUp);

  it('empties the field for the code of the next step', async () => {
    const { clerk, input, settled } = await mount('clerk-sign-up');
    clerk.signUp.set({ step: VERIFY_EMAIL });
    await settled();
    await sendKeys({ type: '111111' });
    clerk.signUp.set({ step: VERIFY });
    await settled();
    equal(input('code').value, '');
    ok(document.activeElement === input('code'), 'focus on the code');
    await sendKeys({ type: '424242' });
    equal(clerk.signUp.actions, [
      { type: 'code', code: '111111' },
      { type: 'code', code: '424242' },
    ]);
  });
});

describe('the button that switches between email address and phone number', () => {
  afterEach(cleanUp);

  it('replaces the field at the switch to phone numbers, and focuses the new one', async () => {
    const { find, input, settled } = await showStep(EVERY_STEP['start-full']!);
    for (const type of ['tel', 'text']) {
      find('.cl-formFieldAction__identifier').focus();
      await sendKeys({ press: 'Enter' });
      await settled();
      equal(input('identifier').type, type);
      ok(
        document.activeElement === input('identifier'),
        `focus in the field, not on ${document.activeElement?.tagName}`,
      );
    }
  });
});

describe('phone numbers in right-to-left text', () => {
  afterEach(cleanUp);

  it('keeps the groups of a phone number in order in right-to-left text', async () => {
    document.documentElement.dir = 'rtl';
    const first = await showStep(EVERY_STEP['phone-code']!);
    equal(getComputedStyle(first.find('.cl-identityPreviewText')).direction, 'ltr');
    cleanUp();
    document.documentElement.dir = 'rtl';
    const second = await showStep(EVERY_STEP['phone-code-2']!);
    ok(second.find('.cl-headerSubtitle').textContent?.includes('\u2066+1********23\u2069'), 'fenced in the subtitle');
    cleanUp();
    document.documentElement.dir = 'rtl';
    const methods = await showStep(EVERY_STEP['methods']!);
    const button = methods.find('.cl-alternativeMethodsBlockButton__phone_code');
    equal(button.textContent?.trim(), 'Text code to \u2066+1********23\u2069');
  });
});
