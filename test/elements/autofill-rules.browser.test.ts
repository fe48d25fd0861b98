import { CREDENTIALS } from './every-step.ts';
import { showStep } from './show-step.ts';
import { cleanUp, equal, ok } from './support.ts';

/** Steps that ask for a code which a message or an authenticator app has. */
const CODE_STEPS = /code|totp|client-trust$|verify-(email-address|phone-number)/;
const PASSWORDS = ['start-password', 'password', 'reset-password', 'sign-up', 'continue-password'];

describe('rules of autofill', () => {
  afterEach(cleanUp);

  for (const [name, state] of Object.entries(CREDENTIALS)) {
    it(`keeps every field in the page itself, without a shadow root or a frame: ${name}`, async () => {
      const { element } = await showStep(state);
      for (const each of [element, ...element.querySelectorAll('*')]) equal(each.shadowRoot, null, each.localName);
      equal(element.querySelectorAll('iframe').length, 0, 'frames');
    });

    it(`gives every field to fill in an id of its own and a label: ${name}`, async () => {
      const { element } = await showStep(state);
      for (const field of fieldsOf(element)) {
        // The username beside a password is there for password managers alone. Nothing fills in the country of a number.
        if (field.readOnly || field.localName === 'select') continue;
        ok(field.id, `an id: ${field.name}`);
        equal(document.querySelectorAll(`#${CSS.escape(field.id)}`).length, 1, field.id);
        ok(field.labels?.length || field.ariaLabel, `a label: ${field.name}`);
      }
    });

    it(`turns autofill off for no name, password or code: ${name}`, async () => {
      const { element } = await showStep(state);
      ok(element.querySelector('form')?.autocomplete !== 'off', 'the form');
      for (const { autocomplete, name: field } of fieldsOf(element)) {
        // Backup codes are each good for once, and the country belongs to the number beside it.
        if (name === 'backup-code' || field.endsWith('Country')) continue;
        ok(autocomplete !== 'off', field);
      }
    });

    it(`names a passkey last in autocomplete, and on a field for the username: ${name}`, async () => {
      const { element } = await showStep(state);
      for (const { autocomplete } of fieldsOf(element)) {
        const tokens = autocomplete.split(' ');
        if (tokens.includes('webauthn')) equal(tokens, ['username', 'webauthn']);
      }
    });

    if (CODE_STEPS.test(name) && !name.includes('password') && name !== 'backup-code') {
      it(`asks for a code in one field for digits: ${name}`, async () => {
        const { element } = await showStep(state);
        const [field, ...others] = fieldsOf(element);
        equal(others.length, 0, 'other fields');
        equal([field?.type, field?.inputMode, field?.autocomplete], ['text', 'numeric', 'one-time-code']);
        ok(field && (field.maxLength === -1 || field.maxLength >= 6), 'room for the whole code');
      });
    }
  }

  for (const name of PASSWORDS) {
    it(`sends a password with a submit event that names the button: ${name}`, async () => {
      const { element, find } = await showStep(CREDENTIALS[name] as (typeof CREDENTIALS)[string]);
      const form = element.querySelector('form') as HTMLFormElement;
      const sent: SubmitEvent[] = [];
      form.addEventListener('submit', (event) => sent.push(event));
      find('.cl-formButtonPrimary').click();
      equal(sent.length, 1, 'events');
      ok(sent[0]?.bubbles && sent[0].submitter === find('.cl-formButtonPrimary'), 'the button');
    });

    it(`takes the form with the password away when the next step follows: ${name}`, async () => {
      const { element, flow, settled } = await showStep(CREDENTIALS[name] as (typeof CREDENTIALS)[string]);
      const form = element.querySelector('form') as HTMLFormElement;
      const next = name === 'sign-up' || name === 'continue-password' ? 'verify-email-address' : 'totp';
      flow.set({ step: (CREDENTIALS[next] as (typeof CREDENTIALS)[string]).step });
      await settled();
      equal([form.isConnected, element.querySelectorAll('input[type=password]').length], [false, 0]);
    });
  }
});

function fieldsOf(element: Element): HTMLInputElement[] {
  return [...element.querySelectorAll<HTMLInputElement>('input, select, textarea')];
}
