import { html, type TemplateResult } from 'lit';
import { newPassword as texts } from '../../localization/en-us/new-password.ts';
import { passwordRules } from '../../localization/en-us/password-rules.ts';
import type { FormHost } from '../base/form-state.ts';
import type { Extension } from '../base/view-host.ts';
import checkbox from '../styles/checkbox.css';
import { field } from './field.ts';
import { passwordHint } from './password-hint.ts';
import { withStrength } from './strength/with-strength.ts';

/** What a view with these fields adds to its element. */
export const NEW_PASSWORD = { sheets: [checkbox], texts: [texts, passwordRules] } as const satisfies Extension;

/**
 * Draws the field for a new password, with its rules and how strong it is.
 *
 * @param name of the value and of its errors
 */
export function newPassword(host: FormHost, name: 'password' | 'newPassword'): unknown {
  return withStrength(
    host,
    field(host, {
      name,
      param: 'new_password',
      label: host.t('formFieldLabel__newPassword'),
      type: 'password',
      autocomplete: 'new-password',
      minLength: host.environment?.user_settings.password_settings.min_length,
      hint: passwordHint(host),
    }),
  );
}

/** Draws the checkbox that ends all other sessions with the change. It is checked. */
export function signOutOfOtherSessions(host: FormHost): TemplateResult {
  const id = `${host.uid}-signOutOfOtherSessions`;
  return html`<div class="${host.cl('formField', 'signOutOfOtherSessions')} cl-formFieldCheckbox">
    <input
      class=${host.cl('formFieldCheckboxInput', 'signOutOfOtherSessions')}
      id=${id}
      name="signOutOfOtherSessions"
      type="checkbox"
      checked
    />
    <label
      class=${host.cl('formFieldCheckboxLabel', 'signOutOfOtherSessions')}
      for=${id}
      .textContent=${host.t('formFieldLabel__signOutOfOtherSessions')}
    ></label>
  </div>`;
}
