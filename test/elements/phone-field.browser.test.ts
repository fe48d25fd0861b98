import { sendKeys } from '@web/test-runner-commands';
import 'axe-core/axe.js';
import { html, type TemplateResult } from 'lit';
import { ClerkElement } from '../../src/elements/base/clerk-element.ts';
import { define } from '../../src/elements/base/define.ts';
import { FormController } from '../../src/elements/controllers/form-controller.ts';
import { form } from '../../src/elements/parts/form.ts';
import { phoneField, type PhoneFieldOptions, phoneValues } from '../../src/elements/parts/phone/phone-field.ts';
import { formSheets } from '../../src/elements/styles/form-sheets.ts';
import { common } from '../../src/localization/en-us/common.ts';
import { apiError, FakeClerk } from './fake-clerk.ts';
import { cleanUp, equal, ok, speak } from './support.ts';

declare const axe: { run(node: Node): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };

class PhoneForm extends ClerkElement {
  static override readonly sheets = formSheets;
  static override readonly texts = [common];
  readonly form = new FormController(this);
  options: Partial<PhoneFieldOptions> = {};
  sent: Record<string, string>[] = [];
  protected override render(): TemplateResult {
    return form(
      this,
      (values) => this.sent.push(phoneValues(values, 'phoneNumber')),
      html`${phoneField(this, { name: 'phoneNumber', country: 'US', ...this.options })}<button>Continue</button>`,
    );
  }
}
define('phone-form', PhoneForm);

async function show(options: Partial<PhoneFieldOptions> = {}, clerk = new FakeClerk()) {
  const element = document.createElement('phone-form') as PhoneForm;
  Object.assign(element, { clerk: clerk.asInstance, options });
  document.body.append(element);
  await element.updateComplete;
  const find = <Found extends Element>(selector: string) => element.querySelector(selector) as Found;
  const input = find<HTMLInputElement>('input');
  const select = find<HTMLSelectElement>('select');
  const button = find<HTMLElement>('.cl-phoneCountry');
  const send = () => {
    find<HTMLButtonElement>('form > button').click();
    return element.sent.at(-1)?.phoneNumber;
  };
  return { element, find, input, select, button, send };
}

function fill(input: HTMLInputElement, value: string): void {
  input.value = value;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

function paste(input: HTMLInputElement, text: string): void {
  input.setRangeText(text, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
  input.dispatchEvent(new InputEvent('input', { inputType: 'insertFromPaste', bubbles: true }));
}

async function choose(select: HTMLSelectElement, country: string, element: PhoneForm): Promise<void> {
  select.value = country;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await element.updateComplete;
}

describe('phone field', () => {
  afterEach(cleanUp);

  it('renders one input that keyboards and password managers recognize, and a labelled list of countries', async () => {
    const { input, select, find } = await show();
    equal([input.type, input.inputMode, input.autocomplete, input.name], ['tel', 'tel', 'tel', 'phoneNumber']);
    equal(find<HTMLLabelElement>('label').control === input, true);
    equal(find<HTMLLabelElement>('label').textContent?.trim(), 'Phone number');
    equal(select.ariaLabel, 'Country of the phone number');
    ok(select.options.length > 240, 'countries');
    equal(select.selectedOptions[0]?.textContent, 'United States (+1)');
    const names = [...select.options].map(({ text }) => text);
    equal(
      names,
      [...names].sort((a, b) => a.localeCompare(b)),
    );
  });

  it('groups digits while they are typed, and sends them in E.164', async () => {
    const { input, send } = await show();
    input.focus();
    await sendKeys({ type: '2015550123' });
    equal(input.value, '(201) 555-0123');
    equal(send(), '+12015550123');
  });

  it('keeps the caret between the same digits of a phone number', async () => {
    const { input } = await show();
    input.focus();
    await sendKeys({ type: '20155501' });
    input.setSelectionRange(2, 2);
    await sendKeys({ type: '9' });
    equal([input.value, input.selectionStart], ['(290) 155-501', 3]);
    await sendKeys({ press: 'Backspace' });
    equal([input.value, input.selectionStart], ['(201) 555-01', 2]);
  });

  it('deletes digits across brackets and spaces', async () => {
    const { input } = await show();
    input.focus();
    await sendKeys({ type: '2015550123' });
    for (let key = 0; key < 20; key++) await sendKeys({ press: 'Backspace' });
    equal(input.value, '');
    await sendKeys({ type: '2015550123' });
    input.setSelectionRange(0, 0);
    for (let key = 0; key < 20; key++) await sendKeys({ press: 'Delete' });
    equal(input.value, '');
  });

  it('selects the country of an international number that is typed or pasted', async () => {
    const { input, select, button, send } = await show();
    input.focus();
    await sendKeys({ type: '+447400123456' });
    equal([input.value, select.value, button.dataset.country], ['+44 7400 123456', 'GB', 'GB +44']);
    equal(send(), '+447400123456');
    input.select();
    paste(input, 'tel: +33 (0)6 12 34 56 78'.replace('tel: ', ''));
    equal([input.value, select.value, send()], ['+33 6 12 34 56 78', 'FR', '+33612345678']);
    input.select();
    paste(input, '+1 (506) 234-5678');
    equal([select.value, send()], ['US', '+15062345678']);
  });

  it('keeps a filled-in number as it is, and selects its country', async () => {
    const { input, select, button, send } = await show();
    fill(input, '+447400123456');
    equal([input.value, select.value, button.dataset.country], ['+447400123456', 'GB', 'GB +44']);
    equal(send(), '+447400123456');
    fill(input, '07400123456');
    equal([input.value, send()], ['07400123456', '+447400123456']);
  });

  it('sends a phone number that was filled in without an event', async () => {
    const { input, send } = await show();
    input.value = '+33 6 12 34 56 78';
    equal(send(), '+33612345678');
    input.value = '2015550123';
    equal(send(), '+12015550123');
  });

  it('does not reformat a phone number during a composition or after an undo', async () => {
    const { input } = await show();
    for (const init of [{ inputType: 'insertCompositionText', isComposing: true }, { inputType: 'historyUndo' }]) {
      input.value = '2015550123';
      input.dispatchEvent(new InputEvent('input', { ...init, bubbles: true }));
      equal(input.value, '2015550123');
    }
  });

  it('regroups the number when another country is chosen', async () => {
    const { element, input, select, button, send } = await show();
    input.focus();
    await sendKeys({ type: '7400123456' });
    await choose(select, 'GB', element);
    equal([input.value, button.dataset.country, send()], ['7400 123456', 'GB +44', '+447400123456']);
    fill(input, '+1 201 555 0123');
    equal(select.value, 'US');
    await choose(select, 'CA', element);
    equal([input.value, send()], ['(201) 555-0123', '+12015550123']);
  });

  it('keeps the country, the number and the input through renders and errors', async () => {
    const { element, input, select, find, send } = await show();
    await choose(select, 'CA', element);
    fill(input, '5062345678');
    element.form.reject({ phoneNumber: apiError('form_param_format_invalid', 'phone_number') });
    await element.updateComplete;
    ok(find('input') === input && document.activeElement === input, 'the same input, with the focus');
    equal([input.ariaInvalid, select.value, input.value], ['true', 'CA', '5062345678']);
    ok(find('.cl-formFieldErrorText')?.textContent?.includes('Check the country'), 'what to do next');
    // What was typed comes back as the initial value, as after a step that failed.
    element.options = { value: send() };
    element.requestUpdate();
    await element.updateComplete;
    equal([find<HTMLElement>('.cl-phoneCountry').dataset.country, select.value], ['CA +1', 'CA']);
  });

  it('starts with a given number and its country', async () => {
    const { input, select, send } = await show({ value: '+447400123456' });
    equal([input.value, select.value, send()], ['7400 123456', 'GB', '+447400123456']);
  });

  it('starts with the country of the user', async () => {
    const { select, button } = await show({ country: 'ch' });
    equal([select.value, button.dataset.country], ['CH', 'CH +41']);
    const clerk = Object.assign(new FakeClerk(), { __internal_country: 'AT' });
    const seen = await show({ country: undefined }, clerk);
    equal(seen.select.value, 'AT', 'where the API saw the visitor');
    const unknown = await show({ country: undefined }, Object.assign(new FakeClerk(), { __internal_country: 'T1' }));
    equal(unknown.select.value, 'US', 'as the language says');
  });

  it('requires a phone number before anything is sent, unless it is optional', async () => {
    const { element, find, send } = await show();
    equal(send(), undefined);
    await element.updateComplete;
    ok(find('.cl-formFieldErrorText')?.textContent?.includes('Enter your phone number'), 'its own words');
    const optional = await show({ optional: true });
    equal(optional.send(), '');
  });

  it('has no accessibility violation in the phone field, valid or invalid', async () => {
    const { element } = await show();
    const violations = async () =>
      (await axe.run(element)).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
    equal(await violations(), []);
    element.form.reject({ phoneNumber: apiError('form_param_format_invalid', 'phone_number') });
    await element.updateComplete;
    equal(await violations(), []);
  });

  it('lists the countries in the language of the page', async () => {
    const { select, element } = await show({ country: 'AT' });
    equal(select.selectedOptions[0]?.textContent, 'Austria (+43)');
    await speak(element, 'de', 'de-DE');
    equal(select.selectedOptions[0]?.textContent, 'Österreich (+43)');
  });

  it('writes phone numbers from left to right after the country, in either text direction', async () => {
    const { find, input } = await show();
    equal(getComputedStyle(input).direction, 'ltr');
    const left = (selector: string) => find<HTMLElement>(selector).getBoundingClientRect().left;
    ok(left('.cl-phoneCountry') < left('input'), 'on the left');
    document.documentElement.dir = 'rtl';
    ok(left('.cl-phoneCountry') > left('input'), 'on the right');
    equal(getComputedStyle(input).textAlign, 'right');
    equal(getComputedStyle(find('select')).opacity, '0');
    equal(find<HTMLElement>('select').offsetHeight >= 34, true, 'as high as its button');
  });
});
