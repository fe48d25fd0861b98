import { toSnakeCase } from '../../protocol/letter-case.ts';
import { html, type TemplateResult } from 'lit';
import type { ErrorCode } from '../../protocol/error-codes.ts';
import { native } from '../../client/platform/native.ts';
import type { FlowError } from '../../client/errors.ts';
import { errorOf, type FormHost } from '../base/form-state.ts';
import { errorAlert } from './alert.ts';

/**
 * Draws a native form. Its values are read at submit, so that values which extensions fill in without an event count.
 * Fields that the browser finds invalid are reported in the locale's words, and nothing is sent. The error of a field
 * disappears when the user changes the field.
 *
 * @param send gets the values by field name
 */
export function form(host: FormHost, send: (values: Record<string, string>) => void, content: unknown): TemplateResult {
  const { global } = host.form.errors;
  return html`<form
    class=${host.cl('form')}
    method="post"
    novalidate
    @submit=${(event: SubmitEvent) => submit(event, host, send)}
    @input=${{ handleEvent: (event: Event) => edited(event, host), capture: true }}
  >
    ${errorAlert(host, global)}${content}
  </form>`;
}

function submit(event: SubmitEvent, host: FormHost, send: (values: Record<string, string>) => void): void {
  event.preventDefault();
  if (host.form.pending) return;
  const form = event.currentTarget as HTMLFormElement;
  const wrong: Record<string, FlowError> = {};
  for (const input of native(form).querySelectorAll<HTMLInputElement>('input[name]')) {
    const code = problemOf(input);
    if (code) wrong[input.name] = errorOf(code, input.dataset['param'] ?? toSnakeCase(input.name));
  }
  if (Object.keys(wrong).length > 0) host.form.reject(wrong);
  else send(Object.fromEntries(new FormData(form)) as Record<string, string>);
}

/** Runs in the capture phase, before the field's own listener, which may report a new error. */
function edited({ target }: Event, { form }: FormHost): void {
  const { name } = target as HTMLInputElement;
  const { [name]: own, ...fields } = form.errors.fields;
  const { global } = form.errors;
  const isNamed = global?.meta.paramName === toSnakeCase(name);
  if (own || isNamed) form.amend({ fields, global: isNamed ? null : global });
}

function problemOf(input: HTMLInputElement): ErrorCode | undefined {
  const { validity, value } = input;
  if (validity.valueMissing) return 'form_param_nil';
  if (validity.typeMismatch || validity.patternMismatch) return 'form_param_format_invalid';
  // Browsers check `minlength` only for text that was typed, not for text that was filled in.
  return value && value.length < input.minLength ? 'form_password_length_too_short' : undefined;
}
