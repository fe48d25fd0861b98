import { CREDENTIALS, type StepState } from './every-step.ts';
import { FakeClerk, START } from './fake-clerk.ts';
import { showStep } from './show-step.ts';
import { cleanUp, equal, mount, ok } from './support.ts';
import { EVERY_ACCOUNT_STATE } from './user-profile/every-account-state.ts';
import { cleanUpDialogs, settle } from './user-button/settle.ts';

/** What is said where nothing better is known. */
const GENERAL = 'Check this field to continue.';

/** Empties the fields of every form, sends the forms, and returns what the required ones are told, by name. */
async function sendEmpty(element: HTMLElement, settled: () => Promise<void>): Promise<Record<string, string>> {
  const inputs = [...element.querySelectorAll<HTMLInputElement>('form input[required]:not([readonly])')];
  for (const input of inputs) Object.assign(input, { value: '', checked: false });
  for (const form of new Set(inputs.map((input) => input.form))) form?.requestSubmit();
  await settled();
  const texts = inputs.map((input) => {
    const ids = input.getAttribute('aria-describedby')?.split(' ') ?? [];
    const error = ids.map((id) => document.getElementById(id)).find((node) => node?.id.endsWith('-error'));
    return [input.name, error?.textContent?.trim() ?? ''];
  });
  return Object.fromEntries(texts) as Record<string, string>;
}

async function told(state: StepState): Promise<Record<string, string>> {
  const { element, settled } = await showStep(state);
  const { deferredViews } = await (state.tag === 'clerk-sign-in'
    ? import('../../src/elements/sign-in/deferred-views.ts')
    : import('../../src/elements/sign-up/deferred-views.ts'));
  element.extend(deferredViews);
  await element.loadErrors();
  return sendEmpty(element, settled);
}

describe('empty fields', () => {
  afterEach(cleanUpDialogs);
  afterEach(cleanUp);

  for (const [name, state] of Object.entries(CREDENTIALS)) {
    it(`says what is missing in every required field: ${name}`, async () => {
      for (const [field, text] of Object.entries(await told(state))) {
        ok(text && text !== GENERAL, `${field}: ${text}`);
      }
    });
  }

  for (const [identifiers, text] of [
    [['email_address'], 'Enter your email address.'],
    [['username'], 'Enter your username.'],
    [['email_address', 'username'], 'Enter your email address or username.'],
  ] as const) {
    it(`names the identifier that the instance takes: ${identifiers.join(' or ')}`, async () => {
      equal(await told({ tag: 'clerk-sign-in', step: { ...START, identifiers } }), { identifier: text });
    });
  }

  it('names the phone number while the field takes one, and the others after the switch', async () => {
    const step = { ...START, identifiers: ['email_address', 'phone_number', 'username'] as const };
    const offer = { full: true };
    const phone: StepState = { tag: 'clerk-sign-in', step: { ...step, identifier: '+12015550123' }, offer };
    equal(await told(phone), { identifier: 'Enter your phone number.' });
    equal(await told({ ...phone, press: ['.cl-formFieldAction'] }), {
      identifier: 'Enter your email address or username.',
    });
  });

  it('replaces the general text once the texts of all errors are loaded', async () => {
    const { find, element, settled } = await mount('clerk-sign-in', { clerk: new FakeClerk() });
    find('.cl-formButtonPrimary').click();
    await settled();
    await element.loadErrors();
    await settled();
    equal(find('.cl-formFieldErrorText').textContent?.trim(), 'Enter your email address.');
  });

  for (const [name, show] of Object.entries(EVERY_ACCOUNT_STATE)) {
    if (!/form|code|question|mistake/.test(name)) continue;
    it(`says what is missing in every required field: ${name}`, async () => {
      const { element } = await show();
      await settle(element);
      for (const [field, text] of Object.entries(await sendEmpty(element, () => settle(element)))) {
        ok(text && text !== GENERAL, `${field}: ${text}`);
      }
    });
  }
});
