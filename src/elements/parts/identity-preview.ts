import { html, nothing, type TemplateResult } from 'lit';
import type { ViewHost } from '../base/view-host.ts';
import { outline } from './icon.ts';

const EDIT = 'm10.5 3 2.5 2.5-7.25 7.25-3 .5.5-3L10.5 3Z';

/** Shows the account that is signing in, with a button to change it if `edit` is given. */
export function identityPreview(host: ViewHost, identifier: string, edit?: () => void): TemplateResult {
  return html`<div class=${host.cl('identityPreview')}>
    <span class=${host.cl('identityPreviewText')} title=${identifier} .textContent=${identifier}></span>
    ${
      edit
        ? html`<button
            type="button"
            class=${host.cl('identityPreviewEditButton')}
            aria-label=${host.t('identityPreviewEditButton', { identifier })}
            @click=${edit}
          >
            ${outline(EDIT)}
          </button>`
        : nothing
    }
  </div>`;
}

/**
 * Draws the username beside a password as a real field, so that password managers know the account of the password.
 *
 * @param name of the value, which is not sent
 */
export function usernameField(identifier: string, name = 'username'): TemplateResult {
  return html`<input
    class="cl-usernameField"
    name=${name}
    autocomplete="username"
    value=${identifier}
    readonly
    tabindex="-1"
    aria-hidden="true"
  />`;
}
