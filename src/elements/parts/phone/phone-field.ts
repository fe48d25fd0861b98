import { html, nothing, type TemplateResult } from 'lit';
import { dialPlans } from '../../../client/phone/dial-plan.ts';
import { guessCountry } from '../../../client/phone/guess-country.ts';
import { fromE164, toE164 } from '../../../client/phone/to-e164.ts';
import { phone } from '../../../localization/en-us/phone.ts';
import type { FormHost } from '../../base/form-state.ts';
import sheet from '../../styles/phone.css';
import type { DeferredView } from '../deferred.ts';
import { fieldError } from '../field.ts';
import { languageOf } from '../language-of.ts';
import { countryLabel, followNumber, formatTyped, takeCountry } from './typed-number.ts';

export interface PhoneFieldOptions {
  /** Name of the value. The country is a value of its own, named the same with `Country` appended: see {@link phoneValues}. */
  name: string;
  /** Default: the label of phone numbers. */
  label?: string;
  /** Initial value in E.164; a later render does not replace what the user typed. */
  value?: string | undefined;
  /** Initial country as an ISO code; default: the country that the API derived from the request. */
  country?: string | undefined;
  /** Default true. */
  required?: boolean;
  /** Makes the field optional, which the label then says. */
  optional?: boolean;
  /** Default `tel`; `username` beside a password. */
  autocomplete?: AutoFill | undefined;
  /** Link or button at the end of the label's line. */
  action?: unknown;
}

/** What a phone field keeps from one render to the next. */
interface FieldState {
  value: string | undefined;
  country: string;
  national: string;
  /** Language of the names. */
  language: string | undefined;
  names: readonly (readonly [country: string, name: string])[];
}

class PhoneFields {
  readonly byName = new Map<string, FieldState>();
}

const EXTENSION = { sheets: [sheet], texts: [phone] };

/**
 * Draws a field for a phone number: a native list of countries behind a short button, and an input that groups digits
 * while the user types. Text that is filled in stays as it is, and international numbers are accepted in any country.
 */
export function phoneField(host: FormHost, options: PhoneFieldOptions): TemplateResult {
  const { name, optional, required = !optional } = options;
  const state = fieldState(host, options);
  const id = `${host.uid}-${name}`;
  const error = host.form.errors.fields[name];
  const remember = (country: string) => {
    state.country = country;
  };
  // While an input method composes, the text must not change.
  const read = (event: InputEvent | CompositionEvent) => {
    if ('isComposing' in event && event.isComposing) return;
    remember(followNumber(event));
    formatTyped(event);
  };
  return html`<div class=${host.cl('formField', name)}>
    <div class=${host.cl('formFieldLabelRow', name)}>
      <label class=${host.cl('formFieldLabel', name, required && 'required')} for=${id} .textContent=${options.label || host.t('formFieldLabel__phoneNumber')}></label>
      ${!optional ? nothing : html`<span class=${host.cl('formFieldHintText', name)} .textContent=${host.t('formFieldHintText__optional')}></span>`}
      ${options.action}
    </div>
    <div class=${host.cl('phoneInputBox')}>
      <span class="cl-phoneCountry" data-country=${countryLabel(state.country)}>
        <select
          name="${name}Country"
          autocomplete="off"
          aria-label=${host.t('formFieldLabel__phoneNumberCountry')}
          @change=${(event: Event) => remember(takeCountry(event))}
        >
          ${state.names.map(([country, text]) => html`<option value=${country} ?selected=${country === state.country} .textContent=${text}></option>`)}
        </select>
      </span>
      <input
        class=${host.cl('formFieldInput', name, !!error && 'error')}
        id=${id}
        name=${name}
        data-param="phone_number"
        type="tel"
        inputmode="tel"
        dir="ltr"
        value=${state.national}
        autocomplete=${options.autocomplete ?? 'tel'}
        spellcheck="false"
        ?required=${required}
        aria-invalid=${error ? true : nothing}
        aria-describedby="${id}-error"
        @input=${read}
        @compositionend=${read}
        @change=${(event: Event) => remember(followNumber(event))}
      />
    </div>
    <div class="cl-formFieldErrorBox ${error ? 'cl-open' : ''}" id="${id}-error" aria-live="polite">${fieldError(host, name)}</div>
  </div>`;
}

function fieldState(host: FormHost, { name, value, country }: PhoneFieldOptions): FieldState {
  const fields = host.state(PhoneFields).byName;
  const known = fields.get(name);
  const language = languageOf(host.renderRoot);
  if (known && known.language !== language) Object.assign(known, { language, names: countryNames(language) });
  if (known && known.value === value) return known;
  if (!known) host.extend(EXTENSION);
  const before = known?.country ?? guessCountry(country ?? host.clerk?.__internal_country, navigator.languages);
  // The user may have typed an email address before they switched to phone numbers.
  const shown = fromE164(value?.startsWith('+') ? value : '', before);
  const state = { value, ...shown, language, names: known?.names ?? countryNames(language) };
  fields.set(name, state);
  return state;
}

/** Returns the countries sorted by name, which keyboard search in the list relies on. */
function countryNames(language: string | undefined): FieldState['names'] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  return [...dialPlans().values()]
    .map(({ country, dial }) => [country, `${names.of(country)} (+${dial})`] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, language));
}

/**
 * Returns the values of a form with the phone number in E.164, and without the country that it was typed for.
 *
 * @param values as read from the form
 * @param name of the phone field
 */
export function phoneValues(values: Readonly<Record<string, string>>, name: string): Record<string, string> {
  const { [`${name}Country`]: country = '', ...others } = values;
  const text = others[name];
  return text === undefined ? others : { ...others, [name]: toE164(text, country) };
}

/** The field and the function that reads it, to be loaded later. */
export const phonePart: DeferredView<FormHost, PhoneFieldOptions> & { values: typeof phoneValues } = {
  sheets: [],
  texts: [],
  draw: phoneField,
  values: phoneValues,
};
