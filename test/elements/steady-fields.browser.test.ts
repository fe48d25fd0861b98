import { sendKeys } from '@web/test-runner-commands';
import type { FlowState } from '../../src/client/flows/types.ts';
import { CREDENTIALS } from './every-step.ts';
import { type ShownStep, showStep } from './show-step.ts';
import { apiError } from './fake-clerk.ts';
import { cleanUp, equal, ok, paste } from './support.ts';

const NO_ERRORS = { fields: {}, global: null };
const FIELDS = 'form input:not([readonly]), form select';

/** Everything that a flow may report while the user types. */
const CHANGES: readonly [what: string, change: (shown: ShownStep) => Partial<FlowState<{ name: string }>>][] = [
  ['pending', () => ({ pending: 'anything' })],
  ['an error of the form', () => ({ errors: { fields: {}, global: apiError('too_many_requests') } })],
  ['no error any more', () => ({ errors: NO_ERRORS })],
  ['the same step again', ({ flow }) => ({ step: { ...flow.state.step } })],
  [
    'a countdown',
    ({ flow }) => ({ step: { ...flow.state.step, sent: { to: 'a***@example.com', resendAt: Date.now() + 30_000 } } }),
  ],
  [
    'the end of the countdown',
    ({ flow }) => ({ step: { ...flow.state.step, sent: { to: 'a***@example.com', resendAt: 0 } } }),
  ],
];

describe('fields', () => {
  afterEach(cleanUp);

  for (const [name, state] of Object.entries(CREDENTIALS)) {
    it(`keeps fields, text and focus, whatever the flow reports: ${name}`, async () => {
      const shown = await showStep(state);
      const { element, settled } = shown;
      const flow = flowOf(shown);
      element.querySelector<HTMLElement>('.cl-optional > summary')?.click();
      await settled();
      const fields = [...element.querySelectorAll<HTMLInputElement>(FIELDS)];
      const focusable = fields.length > 0 ? fields : [shown.find('.cl-formButtonPrimary')];
      const form = element.querySelector('form');
      for (const field of fields) if (/text|email|tel|password/.test(field.type)) field.value = '1234';
      for (const field of focusable) {
        field.focus();
        ok(document.activeElement === field, 'the focus');
        for (const [what, change] of CHANGES) {
          flow.set(change({ ...shown, flow }));
          await settled();
          ok(document.activeElement === field, `the focus, after ${what}`);
        }
        shown.clerk.set({ client: { ...shown.clerk.client } });
        await settled();
        ok(document.activeElement === field, 'the focus, after news about the client');
      }
      const after = [...element.querySelectorAll<HTMLInputElement>(FIELDS)];
      ok(after.length === fields.length && after.every((field, index) => field === fields[index]), 'the same fields');
      ok(element.querySelector('form') === form, 'the same form');
      for (const field of fields)
        if (/text|email|tel|password/.test(field.type)) equal(field.value, '1234', field.name);
    });

    it(`keeps the fields when one is invalid, and focuses that one: ${name}`, async () => {
      const shown = await showStep(state);
      const { element, settled } = shown;
      const fields = [...element.querySelectorAll<HTMLInputElement>('form input:not([readonly])')];
      for (const field of fields.filter(({ type, name: key }) => type !== 'checkbox' || key === 'legalAccepted')) {
        flowOf(shown).fail({ [field.name]: 'form_param_value_invalid' });
        await settled();
        ok(field.isConnected && document.activeElement === field, `the focus on ${field.name}`);
        equal(field.ariaInvalid, 'true', field.name);
        const box = document.getElementById(field.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '');
        ok(box?.textContent?.trim(), `the reason at ${field.name}`);
      }
    });

    it(`submits fields on Enter and allows pasting: ${name}`, async () => {
      const shown = await showStep(state);
      const { element, settled } = shown;
      const flow = flowOf(shown);
      const values: Record<string, string> = {
        password: 'a plain long phrase',
        code: '12345',
        phoneNumber: '+12015550123',
      };
      const typed = [...element.querySelectorAll<HTMLInputElement>('form input:not([readonly])')];
      for (const field of typed) {
        if (field.type === 'checkbox') field.checked = true;
        else field.value = values[field.name] ?? (field.type === 'tel' ? '+12015550123' : 'ada@example.com');
      }
      for (const field of typed.filter(({ type }) => type !== 'checkbox')) {
        field.focus();
        // The code field inserts pasted text itself.
        ok(paste(field, '7') || field.value.includes('7'), `a paste into ${field.name}`);
        if (field.name === 'code') field.value = '123456';
        const before = flow.actions.length;
        await sendKeys({ press: 'Enter' });
        await settled();
        const sent = flow.actions.slice(before);
        equal(sent.length, 1, `actions after Enter in ${field.name}`);
      }
    });
  }

  it('keeps the password field when the password is shown and hidden', async () => {
    for (const state of Object.values(CREDENTIALS)) {
      const { element, settled } = await showStep(state);
      const field = element.querySelector<HTMLInputElement>('input[type=password]');
      if (field) {
        const button = element.querySelector<HTMLElement>('.cl-formFieldInputShowPasswordButton');
        field.value = 'typed';
        for (const type of ['text', 'password']) {
          button?.click();
          await settled();
          ok(field.isConnected, 'the same field');
          equal([field.type, field.value, field.name], [type, 'typed', 'password']);
        }
      }
      cleanUp();
    }
  });
});

/** Returns the flow that is shown: that of the sign-up within the element if there is one. */
function flowOf({ element, flow }: ShownStep): ShownStep['flow'] {
  const inner = element.querySelector('clerk-sign-up')?.clerk as unknown as { signUp: ShownStep['flow'] } | undefined;
  return inner?.signUp ?? flow;
}
