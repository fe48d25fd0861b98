import { html, nothing } from 'lit';
import type { SignUpValues } from '../../../client/flows/types.ts';
import { keptPassword } from '../../../localization/en-us/kept-password.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { usernameField } from '../../parts/identity-preview.ts';
import feedback from '../../styles/feedback.css';
import sheet from '../../styles/kept-password.css';
import type { SignUpHost } from '../sign-up-host.ts';

export interface Known {
  values: SignUpValues;
  /** The field for another password, where the server has one. */
  password: unknown;
}

/**
 * Shows what is known of an account beside its password. A password that the server has stands in place of an empty field
 * that seems to ask for it once more; a native disclosure opens that field. Otherwise the name of the account is there for
 * password managers, when it was given before or by an invitation.
 */
export const knownAccount: DeferredView<SignUpHost, Known> = {
  sheets: [feedback, sheet],
  texts: [keptPassword],
  draw(host, { values: { emailAddress, phoneNumber, username }, password }) {
    const known = emailAddress || phoneNumber || username;
    if (!password) return known ? usernameField(known, 'account') : nothing;
    const isOpen = host.form.errors.fields['password'] || host.renderRoot.querySelector('.cl-keptPassword[open]');
    return html`<details class="cl-keptPassword" ?open=${isOpen} @toggle=${focusField}>
      <summary>
        <span class=${host.cl('formFieldSuccessText', 'password')} .textContent=${host.t('signUp.keptPassword.text')}></span>
        <span class=${host.cl('formFieldAction', 'password')} .textContent=${host.t('signUp.keptPassword.action')}></span>
      </summary>
      ${password}
    </details>`;
  },
};

/** The user opens the field to type into it. */
function focusField({ currentTarget }: Event): void {
  const details = currentTarget as HTMLDetailsElement;
  if (details.open) details.querySelector<HTMLElement>('input')?.focus();
}
