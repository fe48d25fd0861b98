import { sendKeys } from '@web/test-runner-commands';
import { ClerkAPIResponseError } from '../../src/client/errors.ts';
import { CREDENTIALS, type StepState } from './every-step.ts';
import { type ShownStep, showStep } from './show-step.ts';
import { apiError } from './fake-clerk.ts';
import { cleanUp, equal, ok, paste } from './support.ts';
import { type Asked, changeUsername, EMAIL_CODE, PHONE_CODE, Verifiable } from './user-profile/verifiable.ts';
import { settle } from './user-button/settle.ts';

/** Every step of sign-in and sign-up that asks for a code of six digits. */
const STEPS = [
  'email-code',
  'phone-code',
  'email-link',
  'totp',
  'phone-code-2',
  'client-trust',
  'client-trust-link',
  'reset-code',
  'verify-email-address',
  'verify-email-link',
  'verify-phone-number',
];

/** A step with a code, in any element. */
interface CodeStep {
  input: HTMLInputElement;
  /** Returns the codes that were sent, the oldest first. */
  codes(): string[];
  /** Refuses the code that was sent last. */
  refuse(): Promise<void>;
  settled(): Promise<void>;
}

async function inForm(name: string): Promise<CodeStep & { shown: ShownStep }> {
  const shown = await showStep(CREDENTIALS[name] as StepState);
  return {
    shown,
    input: shown.input('code'),
    codes: () => shown.flow.actions.flatMap((action) => ('code' in action ? [action.code as string] : [])),
    async refuse() {
      shown.flow.fail({ code: 'form_code_incorrect' });
      await shown.settled();
    },
    settled: shown.settled,
  };
}

async function inDialog(isSecond: boolean): Promise<CodeStep & { asked: Asked }> {
  const wrong = () => new ClerkAPIResponseError(422, [apiError('form_code_incorrect', 'code')]);
  const verifiable = new Verifiable(
    isSecond ? { first: [{ strategy: 'password' }], second: [PHONE_CODE] } : { first: [EMAIL_CODE] },
  );
  const asked = await changeUsername(verifiable);
  if (isSecond) {
    asked.find<HTMLInputElement>('input[name=password]').value = 'right';
    asked.find<HTMLFormElement>('form').requestSubmit();
    await asked.settled();
  }
  const attempt = isSecond ? 'attempt2' : 'attempt';
  verifiable.refusals[attempt] = wrong();
  return {
    asked,
    input: asked.find<HTMLInputElement>('input[name=code]'),
    codes: () =>
      verifiable.steps
        .filter((step) => step.startsWith(`${attempt} `) && /_code/.test(step))
        .map((step) => step.slice(-6)),
    async refuse() {
      await asked.settled();
      verifiable.refusals[attempt] = wrong();
    },
    settled: asked.settled,
  };
}

const EVERYWHERE: [name: string, open: () => Promise<CodeStep>][] = [
  ...STEPS.map((name): [string, () => Promise<CodeStep>] => [name, () => inForm(name)]),
  ['the first factor of the dialog', () => inDialog(false)],
  ['the second factor of the dialog', () => inDialog(true)],
];

describe('a code, on every step that asks for one', () => {
  afterEach(async () => {
    for (const open of document.querySelectorAll('dialog')) {
      open.close();
      await settle(open);
    }
    cleanUp();
  });

  for (const [name, open] of EVERYWHERE) {
    it(`starts a new code at the next digit after a refusal, wherever the caret is: ${name}`, async () => {
      const { input, codes, refuse, settled } = await open();
      input.focus();
      await sendKeys({ type: '111111' });
      await refuse();
      input.setSelectionRange(3, 3);
      await sendKeys({ type: '4' });
      equal([input.value, input.selectionStart], ['4', 1]);
      await sendKeys({ type: '24242' });
      await settled();
      equal(codes(), ['111111', '424242']);
    });

    it(`sends a code once, and never a refused code again: ${name}`, async () => {
      const { input, codes, refuse, settled } = await open();
      input.focus();
      await sendKeys({ type: '111111' });
      // As password managers do.
      for (const type of ['input', 'input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }));
      await refuse();
      const { form } = input;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      form?.requestSubmit();
      await settled();
      equal([codes(), input.getAttribute('aria-invalid')], [['111111'], 'true'], 'sent as it is');
      await sendKeys({ press: 'End' });
      await sendKeys({ press: 'Backspace' });
      await sendKeys({ type: '1' });
      await settled();
      equal([codes(), input.getAttribute('aria-invalid')], [['111111'], 'true'], 'typed as it was');
      ok(form?.querySelector('.cl-formFieldErrorText')?.textContent?.includes('Wrong code'), 'why it is not sent');
      await sendKeys({ press: 'End' });
      await sendKeys({ press: 'Backspace' });
      await sendKeys({ type: '2' });
      await settled();
      equal(codes(), ['111111', '111112'], 'another one');
    });
  }

  for (const name of STEPS.filter((each) => each !== 'totp')) {
    it(`empties the field when another code is requested: ${name}`, async () => {
      const { shown, input, codes, refuse } = await inForm(name);
      input.focus();
      await sendKeys({ type: '111111' });
      await refuse();
      shown.find('.cl-formResendCodeLink').click();
      await shown.settled();
      equal(input.value, '');
      input.focus();
      await sendKeys({ type: '111111' });
      equal(codes(), ['111111', '111111'], 'a new code may be the same');
    });
  }

  it('ignores a seventh digit, even in the middle, without using up an attempt', async () => {
    const { shown, input, codes } = await inForm('email-code');
    input.focus();
    await sendKeys({ type: '424242' });
    shown.flow.set({ pending: 'code' });
    await shown.settled();
    await sendKeys({ type: '7' });
    equal([input.value, input.selectionStart], ['424242', 6]);
    input.setSelectionRange(2, 2);
    await sendKeys({ type: '7' });
    equal([input.value, input.selectionStart], ['424242', 2]);
    shown.flow.set({});
    await shown.settled();
    equal(codes(), ['424242']);
  });

  it('sends the same code again if the server was not reached', async () => {
    const { shown, codes, input } = await inForm('email-code');
    input.focus();
    await sendKeys({ type: '424242' });
    shown.flow.fail({}, 'network_error');
    await shown.settled();
    shown.find('.cl-formButtonPrimary').click();
    equal(codes(), ['424242', '424242']);
  });

  it('does not select a refused code while another one is being typed', async () => {
    const { shown, input, codes, refuse } = await inForm('email-code');
    input.focus();
    await sendKeys({ type: '111111' });
    shown.flow.set({ pending: 'code' });
    await shown.settled();
    await sendKeys({ press: 'Control+a' });
    await sendKeys({ type: '42' });
    await refuse();
    await sendKeys({ type: '4242' });
    equal([input.value, codes()], ['424242', ['111111', '424242']]);
  });

  it('accepts part of a code that is pasted over a refused one', async () => {
    const { input, refuse, codes } = await inForm('email-code');
    input.focus();
    await sendKeys({ type: '111111' });
    await refuse();
    input.setSelectionRange(2, 2);
    paste(input, '42 4');
    equal([input.value, codes()], ['424', ['111111']]);
  });
});
