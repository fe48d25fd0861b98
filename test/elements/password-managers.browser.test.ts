import { CREDENTIALS } from './every-step.ts';
import { type ShownStep, showStep } from './show-step.ts';
import { cleanUp, equal, ok } from './support.ts';

const EVERY_FIELD = {
  firstName: 'given-name',
  username: 'username',
  emailAddress: 'email',
  phoneNumberCountry: 'off',
  phoneNumber: 'tel',
  password: 'new-password',
  // Optional, and hidden behind a link.
  lastName: 'family-name',
  legalAccepted: '',
};
/** Names and `autocomplete` tokens of the fields of each step. */
const FIELDS: Record<keyof typeof CREDENTIALS, Record<string, string>> = {
  start: { identifier: 'username' },
  'start-password': { identifier: 'username', password: 'current-password' },
  'start-full': { identifier: 'username webauthn', password: 'current-password' },
  'start-phone': { identifierCountry: 'off', identifier: 'tel' },
  // Beside a password, the phone number is the username of the account.
  'start-phone-password': { identifierCountry: 'off', identifier: 'username', password: 'current-password' },
  'start-password-codes': { identifier: 'username', password: 'current-password' },
  password: { username: 'username', password: 'current-password' },
  'email-code': { code: 'one-time-code' },
  'phone-code': { code: 'one-time-code' },
  'email-link': { code: 'one-time-code' },
  passkey: {},
  wallet: {},
  provider: {},
  totp: { code: 'one-time-code' },
  'phone-code-2': { code: 'one-time-code' },
  'backup-code': { code: 'off' },
  'client-trust': { code: 'one-time-code' },
  'client-trust-link': { code: 'one-time-code' },
  'reset-code': { code: 'one-time-code' },
  'reset-password': { username: 'username', password: 'new-password', signOutOfOtherSessions: '' },
  create: { emailAddress: 'email', password: 'new-password', firstName: 'given-name' },
  'sign-up': { emailAddress: 'email', password: 'new-password' },
  'sign-up-every-field': EVERY_FIELD,
  'sign-up-full': EVERY_FIELD,
  'sign-up-invited': { account: 'username', password: 'new-password', legalAccepted: '' },
  continue: {
    firstName: 'given-name',
    lastName: 'family-name',
    username: 'username',
    emailAddress: 'email',
    phoneNumberCountry: 'off',
    phoneNumber: 'tel',
  },
  'continue-password': { firstName: 'given-name', account: 'username', password: 'new-password' },
  'verify-email-address': { code: 'one-time-code' },
  'verify-email-link': { code: 'one-time-code' },
  'verify-phone-number': { code: 'one-time-code' },
  waitlist: { emailAddress: 'email' },
};
/** Values that are filled in, and have to be sent. */
const VALUES: Record<string, string> = {
  identifier: 'ada@example.com',
  username: 'ada_1815',
  emailAddress: 'ada@example.com',
  phoneNumber: '+44 7400 123456',
  password: 'a plain long phrase',
  firstName: 'Ada',
  lastName: 'Lovelace',
  code: '123456',
};
const PHONES = { identifier: '+447400123456', phoneNumber: '+447400123456' };

describe('password managers', () => {
  afterEach(cleanUp);

  for (const [name, state] of Object.entries(CREDENTIALS)) {
    it(`offers password managers one form with native, named fields: ${name}`, async () => {
      const { element } = await showStep(state);
      const form = onlyForm(element);
      equal([form.method, form.noValidate, form.isConnected], ['post', true, true]);
      ok(form.querySelector('button:not([type]), button[type=submit]'), 'a button that sends it');
      const fields = controls(form);
      equal(
        Object.fromEntries(fields.map((field) => [field.name, field.getAttribute('autocomplete') ?? ''])),
        FIELDS[name],
      );
      equal(element.querySelectorAll('input, select, textarea').length, fields.length, 'fields outside the form');
      for (const field of fields) ok(isRendered(field), `${field.name} is there for those who look for it`);
    });

    it(`tells password managers the account of a password: ${name}`, async () => {
      const { element } = await showStep(state);
      const fields = controls(onlyForm(element)).filter((field) => /^(text|email|tel|password)$/.test(field.type));
      for (const [index, field] of fields.entries()) {
        if (field.type !== 'password') continue;
        const before = fields[index - 1];
        ok(before && /^(username|email|tel)/.test(before.autocomplete), 'a name right before the password');
        // Without a username, the email address names the account.
        const named = fields.some(({ autocomplete }) => autocomplete.startsWith('username'));
        ok(named || before.type === 'email', 'a field for the name of the account');
        if (before.readOnly) equal([before.type, before.value], ['text', 'ada@example.com']);
      }
    });

    it(`accepts values that password managers fill in without an event: ${name}`, async () => {
      const { element, flow, find } = await showStep(state);
      const expected: Record<string, string> = {};
      for (const field of controls(onlyForm(element))) {
        if (field instanceof HTMLSelectElement) continue;
        if (field.type === 'checkbox') field.checked = true;
        const value = VALUES[field.name];
        if (value === undefined || field.readOnly) continue;
        const isPhone = field.type === 'tel';
        field.value = isPhone ? '+44 7400 123456' : value;
        expected[field.name] = isPhone ? ((PHONES as Record<string, string>)[field.name] ?? '') : value;
      }
      const actions = sent({ element, flow, name });
      find('.cl-formButtonPrimary').click();
      equal(actions().length, 1, 'actions');
      const [action] = actions() as unknown as Record<string, unknown>[];
      const values = (action?.['values'] ?? action) as Record<string, string>;
      for (const [field, value] of Object.entries(expected)) equal(values[field], value, field);
    });
  }
});

function onlyForm(element: Element): HTMLFormElement {
  const forms = element.querySelectorAll('form');
  equal(forms.length, 1, 'forms');
  return forms[0] as HTMLFormElement;
}

function controls(form: HTMLFormElement): HTMLInputElement[] {
  return [...form.elements].filter((each) => !(each instanceof HTMLButtonElement)) as HTMLInputElement[];
}

/** Returns whether a field is neither removed from the layout nor transparent: password managers skip such fields. */
function isRendered(field: HTMLElement): boolean {
  const { display, visibility } = getComputedStyle(field);
  const { width, height } = field.getBoundingClientRect();
  return (
    display !== 'none' &&
    visibility === 'visible' &&
    width > 0 &&
    height > 0 &&
    (field as HTMLInputElement).type !== 'hidden'
  );
}

/** Returns the actions from now on; those of the sign-up within the element if there is one. */
function sent({ element, flow, name }: { element: ShownStep['element']; flow: ShownStep['flow']; name: string }) {
  const inner = element.querySelector('clerk-sign-up')?.clerk as unknown as { signUp: ShownStep['flow'] } | undefined;
  const acting = name === 'create' ? (inner?.signUp ?? flow) : flow;
  const before = acting.actions.length;
  return () => acting.actions.slice(before);
}
