import { html, nothing, type TemplateResult } from 'lit';
import type { FormHost } from '../base/form-state.ts';
import { icon } from './icon.ts';

export interface FieldOptions {
  /** Name of the value and of its errors. */
  name: string;
  /** What the texts of errors call the value, such as `email_address`. Default: its name. */
  param?: string;
  label: string;
  autocomplete: AutoFill;
  type?: 'text' | 'email' | 'password';
  /** Initial value; a later render does not replace what the user typed. */
  value?: string | undefined;
  /** Default true. */
  required?: boolean;
  /** Makes the field optional, which the label then says. */
  optional?: boolean;
  hint?: string | undefined;
  /** In characters, checked before the form is sent. */
  minLength?: number | undefined;
  maxLength?: number | undefined;
  /**
   * Link or button at the end of the label's line. That of a password comes after the input in the order of the keyboard,
   * because many users go from the field before straight to the password.
   */
  action?: unknown;
}

/** Draws a label, an input, a hint and an error, linked for assistive technology. */
export function field(host: FormHost, options: FieldOptions): TemplateResult {
  const { name, type = 'text', optional, required = !optional, hint } = options;
  const id = `${host.uid}-${name}`;
  const error = host.form.errors.fields[name];
  const password = type === 'password';
  return html`<div class=${host.cl('formField', name)}>
    <div class=${host.cl('formFieldLabelRow', name)}>
      <label class=${host.cl('formFieldLabel', name, required && 'required')} for=${id} .textContent=${options.label}></label>
      ${!optional ? nothing : html`<span class=${host.cl('formFieldHintText', name)} .textContent=${host.t('formFieldHintText__optional')}></span>`}
      ${password ? nothing : options.action}
    </div>
    <div class="cl-formFieldBox">
      <input
        class=${host.cl('formFieldInput', name, !!error && 'error')}
        id=${id}
        name=${name}
        data-param=${options.param ?? nothing}
        type=${type}
        value=${options.value ?? ''}
        autocomplete=${options.autocomplete}
        autocapitalize=${/name$/i.test(name) && name !== 'username' ? 'words' : 'none'}
        spellcheck="false"
        ?required=${required}
        minlength=${options.minLength ?? nothing}
        maxlength=${options.maxLength ?? nothing}
        aria-invalid=${error ? true : nothing}
        aria-describedby="${id}-hint ${id}-error"
      />
      ${password ? showButton(host, name) : nothing}
    </div>
    <p class=${host.cl('formFieldHintText', name)} id="${id}-hint" ?hidden=${!hint} .textContent=${hint}></p>
    ${password ? options.action : nothing}
    <div class="cl-formFieldErrorBox ${error ? 'cl-open' : ''}" id="${id}-error" aria-live="polite">${fieldError(host, name)}</div>
  </div>`;
}

/** Draws the error of a field and what the user can do about it. */
export function fieldError(host: FormHost, name: string): TemplateResult {
  const error = host.form.errors.fields[name];
  return html`<p class=${host.cl('formFieldErrorText', name)}>
    ${error ? html`${icon('alert')}<span><span .textContent=${host.errorText(error)}></span>${host.errorAction?.(host, error)}</span>` : nothing}
  </p>`;
}

function showButton(host: FormHost, name: string): TemplateResult {
  return html`<button
    type="button"
    class=${host.cl('formFieldInputShowPasswordButton', name)}
    aria-label=${host.t('formFieldAction__showPassword')}
    aria-pressed="false"
    @click=${toggle}
  >
    ${icon('eye')}
  </button>`;
}

function toggle(event: Event): void {
  const button = event.currentTarget as HTMLButtonElement;
  const input = button.previousElementSibling as HTMLInputElement;
  const shown = input.type === 'password';
  input.type = shown ? 'text' : 'password';
  button.setAttribute('aria-pressed', `${shown}`);
}
