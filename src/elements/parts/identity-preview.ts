import { html, nothing, type TemplateResult } from 'lit';
import type { ViewHost } from '../base/view-host.ts';
import { breakable } from './breakable.ts';
import { outline } from './icon.ts';

const BACK = 'M9.5 3.5 5 8l4.5 4.5';
const EDIT = 'm10.5 3 2.5 2.5-7.25 7.25-3 .5.5-3L10.5 3Z';

/** Shows the account that is signing in, with a button to change it if `edit` is given. */
export function identityPreview(host: ViewHost, identifier: string, edit?: () => void): TemplateResult {
  return html`<div class=${host.cl('identityPreview')}>
    <span class=${host.cl('identityPreviewText')} title=${identifier}>${breakable(identifier)}</span>
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

/**
 * Draws the link at the foot of a card that leads back to the view before. It is in this file because every view that
 * has one loads it anyway.
 */
export function backLink(host: ViewHost, back: () => void): TemplateResult {
  return html`<div class=${host.cl('footerAction', 'back')}>
    <button type="button" class=${host.cl('backLink')} @click=${back}>
      ${outline(BACK)}<span .textContent=${host.t('backButton')}></span>
    </button>
  </div>`;
}
