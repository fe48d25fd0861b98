import { html } from '../lib/html.ts';
import { ADMIN_PATH } from './admin-link.ts';
import { renderCard } from './frame.ts';
import { alert, field } from './parts/form.ts';
import { icon } from './parts/icon.ts';
import { TEXTS } from './texts.ts';

/** Why a visitor sees the page. */
export type SignInReason = 'over' | 'left';

export interface SignInPage {
  applicationName: string;
  /** Path below `/__admin` to go on to. */
  to: string;
  reason?: SignInReason | undefined;
  error?: string | undefined;
}

/**
 * Renders the sign-in page. The script takes the token of a link from the fragment of the address, and hides the field.
 * The token is used when the administrator sends the form, not when the page is loaded.
 */
export function renderSignIn({ applicationName, to, reason, error }: SignInPage): string {
  const { signIn: texts } = TEXTS;
  const errors = new Map(error === undefined ? [] : [['key', error]]);
  return renderCard(
    applicationName,
    texts.title,
    html`<form method="post" action="${ADMIN_PATH}/sign-in" class="form" id="sign-in" novalidate data-link-title="${texts.linkTitle}" data-link-lead="${texts.linkLead}">
<div><h1>${texts.title}</h1><p class="soft" id="lead">${texts.lead}</p></div>
${reason === 'left' && html`<div role="status"><p class="done">${icon('done')}<span>${texts.left}</span></p></div>`}
${reason === 'over' && alert(texts.over)}
<input type="hidden" name="to" value="${to}">
<div id="proof">${field({
      name: 'key',
      label: texts.field,
      type: 'password',
      state: { errors, typed: () => undefined },
      maxlength: 300,
      hint: html`${texts.hint}`,
    })}</div>
<button class="button primary">${texts.submit}</button>
<noscript><p class="hint">${texts.noScript}</p></noscript>
</form>`,
  );
}
