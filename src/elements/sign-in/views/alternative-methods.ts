import { html, type TemplateResult } from 'lit';
import type { FirstFactor } from '../../../client/resources/types.ts';
import { alert } from '../../parts/alert.ts';
import { card } from '../../parts/card.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import { outline } from '../../parts/outline.ts';
import type { ClerkSignIn, FactorOneStep } from '../sign-in.ts';

const BACK = 'M9.5 3.5 5 8l4.5 4.5';
const LOCK = 'M5 7V5a3 3 0 0 1 6 0v2M4 7h8v6.25H4V7Z';
const MAIL = 'M2 3.75h12v8.5H2v-8.5Zm.25.5L8 8.75l5.75-4.5';

/** The account's other ways to prove that it is you. */
export function alternativeMethods(host: ClerkSignIn, step: FactorOneStep): TemplateResult {
  const { global } = host.form.errors;
  const texts = host.choosing === 'forgot' ? 'forgotPasswordAlternativeMethods' : 'alternativeMethods';
  return card(host, {
    flow: 'signIn',
    part: 'alternativeMethods',
    step: step.name,
    title: host.t(`signIn.${texts}.title`),
    subtitle: host.t(`signIn.${texts}.subtitle`),
    preview: identityPreview(host, step.identifier, () => host.form.show('start')),
    body: html`${alert(host, global && host.errorText(global))}
      <div class=${host.cl('alternativeMethods')}>${step.alternatives.map((factor) => method(host, factor))}</div>`,
    footer: html`<div class=${host.cl('footerAction', 'back')}>
      <button type="button" class=${host.cl('backLink')} @click=${() => host.choose(null)}>
        ${outline(BACK)}${host.t('backButton')}
      </button>
    </div>`,
  });
}

function method(host: ClerkSignIn, factor: FirstFactor): TemplateResult {
  const code = factor.strategy === 'email_code';
  const label = code
    ? host.t('signIn.alternativeMethods.blockButton__emailCode', { identifier: factor.safeIdentifier })
    : host.t('signIn.alternativeMethods.blockButton__password');
  return html`<button
    type="button"
    class=${host.cl('alternativeMethodsBlockButton', factor.strategy)}
    title=${label}
    @click=${() => host.take(factor)}
  >
    ${outline(code ? MAIL : LOCK)}<span class=${host.cl('alternativeMethodsBlockButtonText', factor.strategy)}>${label}</span>
  </button>`;
}
