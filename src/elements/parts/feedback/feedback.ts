import type { FlowErrors } from '../../../client/flows/types.ts';
import { page } from '../../../client/platform/native.ts';
import { feedback as texts } from '../../../localization/en-us/feedback.ts';
import { toSnakeCase } from '../../../protocol/letter-case.ts';
import type { FormHost } from '../../base/form-state.ts';
import sheet from '../../styles/feedback.css';
import { problemOf } from '../field-problem.ts';
import { guardAddress } from './guard-address.ts';
import { meetsRules } from './meets-rules.ts';

const EXTENSION = { sheets: [sheet], texts: [texts] };

/**
 * Says at once what a change of a field means: its error goes, and a rule that is met is confirmed.
 *
 * @param errors what was shown when the user changed the field
 */
export function feedback(event: Event, host: FormHost, errors: FlowErrors): void {
  const input = event.target as HTMLInputElement;
  // A component of the page stands in front of the input, which has an event of its own.
  if (!input?.name) return;
  // Something else may have gone wrong while this file was loaded.
  if (host.form.errors === errors) clear(host, input);
  if (input.minLength > 0) confirm(host, input);
  guardAddress(host, input, event);
}

/**
 * Removes the error of a field: what the browser found wrong once it is right, what the server said about a value once
 * there is another value.
 */
function clear({ form }: FormHost, input: HTMLInputElement): void {
  const { name } = input;
  const { [name]: own, ...fields } = form.errors.fields;
  const { global } = form.errors;
  const isNamed = global?.meta.paramName === toSnakeCase(name);
  if (own ? own.code !== problemOf(input) : isNamed) form.amend({ fields, global: isNamed ? null : global });
}

/** Turns the hint of a new password into a confirmation, and back. */
function confirm(host: FormHost, input: HTMLInputElement): void {
  const field = input.closest('.cl-formField');
  const hint = field?.querySelector<HTMLElement>(`[id="${input.id}-hint"]`);
  if (!hint || hint.hidden) return;
  host.extend(EXTENSION);
  const isMet = meetsRules(host, input);
  hint.className = host.cl(isMet ? 'formFieldSuccessText' : 'formFieldHintText', input.name);
  let said = hint.querySelector('.cl-formFieldMet');
  if (!said) {
    said = page.createElement('span');
    said.className = 'cl-formFieldMet';
    // Where the strength of a password is announced, that says more.
    if (!host.environment?.user_settings.password_settings.show_zxcvbn) said.setAttribute('role', 'status');
    hint.append(said);
  }
  const text = isMet ? host.t('formFieldSuccessText__rule') : '';
  if (said.textContent !== text) said.textContent = text;
}
