import { html, nothing, type TemplateResult } from 'lit';
import type { ClerkSignIn, FactorOneStep } from '../sign-in.ts';

/** The way to the account's other methods, when it has any. */
export function useAnotherMethod(host: ClerkSignIn, step: FactorOneStep): TemplateResult | typeof nothing {
  if (step.alternatives.length === 0) return nothing;
  return html`<div class=${host.cl('footerAction', 'alternativeMethods')}>
    <button type="button" class=${host.cl('footerActionLink', 'alternativeMethods')} @click=${() => host.choose('another')}>
      ${host.t('footerActionLink__useAnotherMethod')}
    </button>
  </div>`;
}
