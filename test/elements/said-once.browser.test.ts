import { sendKeys } from '@web/test-runner-commands';
import { ClerkAPIResponseError } from '../../src/client/errors.ts';
import { CREDENTIALS, EVERY_STEP, type StepState } from './every-step.ts';
import { showStep } from './show-step.ts';
import { apiError, CODE, FakeClerk, FakeFlow, SIGN_UP } from './fake-clerk.ts';
import { cleanUp, equal, mount, ok } from './support.ts';
import { mountAccount } from './user-button/account.ts';
import { settle } from './user-button/settle.ts';
import { changeUsername, EMAIL_CODE, stale, Verifiable } from './user-profile/verifiable.ts';

const SENT = { ...CODE, sent: { to: 'a***@example.com', resendAt: Date.now() + 3_600_000 } };
const live = (scope: ParentNode) => scope.querySelector('[role=status].cl-liveRegion')?.textContent;
const fieldsOf = (scope: ParentNode) =>
  [...scope.querySelectorAll<HTMLInputElement>('form input[name]')].filter(
    (input) => !input.readOnly && input.type !== 'checkbox',
  );

function change(input: HTMLInputElement): void {
  input.focus();
  input.value += input.inputMode === 'numeric' ? '1' : 'a';
  input.dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));
}

const errorOf = (input: HTMLInputElement) => document.getElementById(`${input.id}-error`)?.textContent?.trim();

describe('errors and announcements', () => {
  // The first test, while the code of the part is not loaded yet.
  it('does not focus a form when a part of it is loaded late', async () => {
    const clerk = new FakeClerk();
    clerk.signUp = new FakeFlow({ ...SIGN_UP, fields: [...SIGN_UP.fields, { name: 'legalAccepted', required: true }] });
    const { element, settled } = await mount('clerk-sign-up', { clerk });
    await import('../../src/elements/sign-up/views/legal-field.ts');
    await settled();
    ok(element.querySelector('[name=legalAccepted]'), 'the whole form');
    equal([document.activeElement === document.body, live(element)], [true, '']);
  });

  afterEach(async () => {
    for (const open of document.querySelectorAll('dialog')) {
      open.close();
      await settle(open);
    }
    cleanUp();
  });

  for (const [name, state] of Object.entries(CREDENTIALS)) {
    if (!/^(start|password|.*code|totp|sign-up|continue|verify|waitlist|reset|client|email)/.test(name)) continue;
    it(`removes the error of a field when the field is changed: ${name}`, async () => {
      const { element, flow, settled } = await showStep(state as StepState);
      const fields = fieldsOf(element);
      ok(fields.length > 0, 'fields');
      for (const input of fields) {
        const all = Object.fromEntries(fields.map((each) => [each.name, 'form_param_value_invalid']));
        flow.set({ pending: 'fields' });
        flow.fail(all);
        await settled();
        change(input);
        await settled();
        equal([input.getAttribute('aria-invalid'), errorOf(input)], [null, ''], input.name);
        ok(document.activeElement === input, `the focus stays in ${input.name}`);
        for (const other of fields) {
          if (other !== input) equal(other.getAttribute('aria-invalid'), 'true', `${other.name} beside ${input.name}`);
        }
      }
    });
  }

  it('removes the error of a phone number when its country is changed', async () => {
    const { find, flow, input, settled } = await showStep(CREDENTIALS['start-phone'] as StepState);
    flow.fail({ identifier: 'form_param_format_invalid' });
    await settled();
    const list = find<HTMLSelectElement>('select');
    list.value = 'FR';
    for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }));
    await settled();
    equal([input('identifier').getAttribute('aria-invalid'), errorOf(input('identifier'))], [null, '']);
  });

  it('keeps the error above a form unless it is about the changed field', async () => {
    const { flow, input, element, settled } = await showStep(EVERY_STEP['start-password'] as StepState);
    const fail = async (global: ReturnType<typeof apiError>) => {
      flow.set({ pending: 'identify' });
      flow.set({ errors: { fields: {}, global } });
      await settled();
      change(input('password'));
      await settled();
    };
    await fail(apiError('too_many_requests'));
    ok(element.querySelector('[role=alert]'), 'what is not about a field');
    await fail(apiError('form_param_value_invalid', 'identifier'));
    ok(element.querySelector('[role=alert]'), 'what is about another field');
    change(input('identifier'));
    await settled();
    equal(element.querySelectorAll('[role=alert]').length, 0);
  });

  it('removes the error of a field found invalid before sending when it is filled in', async () => {
    const { find, input, settled } = await showStep(CREDENTIALS['start'] as StepState);
    find('.cl-formButtonPrimary').click();
    await settled();
    ok(errorOf(input('identifier')), 'an error');
    await sendKeys({ type: 'a' });
    await settled();
    equal(errorOf(input('identifier')), '');
  });

  it('removes the error of a field when the field is changed: the profile', async () => {
    const { find, clerk, button, settled } = await mountAccount('clerk-user-profile');
    button('Update username').click();
    await settled();
    const { call } = clerk;
    clerk.call = async () => {
      throw new ClerkAPIResponseError(422, [apiError('form_username_invalid_character', 'username')]);
    };
    const input = find<HTMLInputElement>('input[name=username]');
    input.value = 'a da';
    button('Save').click();
    await settled();
    clerk.call = call;
    ok(errorOf(input), 'an error');
    change(input);
    await settled();
    equal([input.getAttribute('aria-invalid'), errorOf(input)], [null, '']);
  });

  it('removes the error of a field when the field is changed: the dialog', async () => {
    const verifiable = new Verifiable();
    const asked = await changeUsername(verifiable);
    verifiable.refusals['attempt'] = new ClerkAPIResponseError(422, [apiError('form_password_incorrect', 'password')]);
    const input = asked.find<HTMLInputElement>('input[name=password]');
    input.value = 'wrong';
    asked.find<HTMLFormElement>('form').requestSubmit();
    await asked.settled();
    ok(errorOf(input), 'an error');
    change(input);
    await asked.settled();
    equal([input.getAttribute('aria-invalid'), errorOf(input)], [null, '']);
  });

  it('announces the title of a step with a code, and no resend', async () => {
    const { clerk, element, settled } = await mount('clerk-sign-in');
    // As the flow does: first the step, then the code that it sends.
    clerk.signIn.set({ step: { ...CODE, sent: null }, pending: 'resend' });
    await settled();
    clerk.signIn.set({ step: { ...CODE, sent: { to: 'a***@example.com', resendAt: Date.now() + 3_600_000 } } });
    await settled();
    equal(live(element), 'Check your email');
  });

  it('announces the title of a code in the dialog, and no resend', async () => {
    const asked = await changeUsername(new Verifiable({ first: [EMAIL_CODE] }));
    equal(live(asked.element), asked.text('h1'));
  });

  it('announces each resend of a code', async () => {
    const { flow, find, element, settled } = await showStep(CREDENTIALS['email-code'] as StepState);
    const heard: (string | null)[] = [];
    const region = find('.cl-liveRegion');
    new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true });
    for (let time = 0; time < 2; time++) {
      find('.cl-formResendCodeLink').click();
      await settled();
      // The countdown runs to its end.
      flow.set({ step: SENT });
      await settled();
      flow.set({ step: CODE });
      await settled();
    }
    equal(live(element), 'A new message was sent.');
    equal(
      heard.filter((text) => text),
      ['A new message was sent.', 'A new message was sent.'],
    );
  });

  it('announces no resend that failed', async () => {
    const { flow, find, element, settled } = await showStep(CREDENTIALS['email-code'] as StepState);
    flow.submit = async () => flow.fail({}, 'too_many_requests');
    find('.cl-formResendCodeLink').click();
    await settled();
    equal(live(element), '');
    flow.set({ step: SENT });
    await settled();
    equal(live(element), '');
  });

  it('announces a resend of a code in the dialog', async () => {
    const verifiable = new Verifiable({ first: [EMAIL_CODE] });
    // The first code was not sent, so the next one may be sent at once.
    verifiable.refusals['prepare'] = stale();
    const asked = await changeUsername(verifiable);
    asked.find('.cl-formResendCodeLink').click();
    await asked.settled();
    equal(live(asked.element), 'A new message was sent.');
  });
});
