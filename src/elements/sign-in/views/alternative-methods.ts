import { html, type TemplateResult } from 'lit';
import type { FirstFactor } from '../../../client/resources/types.ts';
import { alert } from '../../parts/alert.ts';
import { card } from '../../parts/card.ts';
import { icon } from '../../parts/icon.ts';
import { identityPreview } from '../../parts/identity-preview.ts';
import type { ClerkSignIn, FactorOneStep } from '../sign-in.ts';

/** The account's other ways to prove that it is you. */
export function alternativeMethods(host: ClerkSignIn, step: FactorOneStep): TemplateResult {
  const { global } = host.form.errors;
  return card(host, {
    flow: 'signIn',
    part: 'alternativeMethods',
    step: step.name,
    title: host.t('signIn.alternativeMethods.title'),
    subtitle: host.t('signIn.alternativeMethods.subtitle'),
    preview: identityPreview(host, step.identifier, () => host.form.show('start')),
    body: html`${alert(host, global && host.errorText(global))}
      <div class=${host.cl('alternativeMethods')}>${step.alternatives.map((factor) => method(host, factor))}</div>`,
    footer: html`<div class=${host.cl('footerAction', 'back')}>
      <button type="button" class=${host.cl('backLink')} @click=${() => host.choose(false)}>
        ${icon('back')}${host.t('backButton')}
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
    @click=${() => host.take(factor)}
  >
    ${icon(code ? 'mail' : 'lock')}<span class=${host.cl('alternativeMethodsBlockButtonText', factor.strategy)}>${label}</span>
  </button>`;
}
