import { html } from 'lit';
import { resetPassword as texts } from '../../../localization/en-us/reset-password.ts';
import { card } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { usernameField } from '../../parts/identity-preview.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import { withStrength } from '../../parts/strength/with-strength.ts';
import checkbox from '../../styles/checkbox.css';
import type { SignInHost, Step } from '../sign-in-host.ts';

/** Asks for a new password, beside a real username field for password managers. */
export const resetPassword: DeferredView<SignInHost, Step<'reset-password'>> = {
  sheets: [checkbox],
  texts: [texts],
  draw(host, step) {
    const { min_length: length } = host.environment?.user_settings.password_settings ?? {};
    const id = `${host.uid}-signOutOfOtherSessions`;
    const password = field(host, {
      name: 'password',
      label: host.t('formFieldLabel__newPassword'),
      type: 'password',
      autocomplete: 'new-password',
      minLength: length,
      hint: length ? host.t('formFieldHintText__passwordLength', { length }) : undefined,
    });
    return card(host, {
      flow: 'signIn',
      part: 'resetPassword',
      step: step.name,
      title: host.t('signIn.resetPassword.title'),
      body: form(
        host,
        ({ password: typed = '', signOutOfOtherSessions }) =>
          host.form.submit({
            type: 'reset-password',
            password: typed,
            signOutOfOtherSessions: signOutOfOtherSessions !== undefined,
          }),
        html`${usernameField(step.identifier)}${withStrength(host, password)}
        <div class="${host.cl('formField', 'signOutOfOtherSessions')} cl-formFieldCheckbox">
          <input
            class=${host.cl('formFieldCheckboxInput', 'signOutOfOtherSessions')}
            id=${id}
            name="signOutOfOtherSessions"
            type="checkbox"
            checked
          />
          <label class=${host.cl('formFieldCheckboxLabel', 'signOutOfOtherSessions')} for=${id} .textContent=${host.t('formFieldLabel__signOutOfOtherSessions')}></label>
        </div>
        ${primaryButton(host, host.t('signIn.resetPassword.formButtonPrimary'), host.form.pending === 'reset-password')}`,
      ),
    });
  },
};
