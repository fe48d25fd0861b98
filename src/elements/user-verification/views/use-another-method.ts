import { html, type TemplateResult } from 'lit';
import type { ClerkUserVerification } from '../user-verification.ts';
import type { Verification } from '../verification.ts';

/** The way to the user's other methods, where there are any. */
export function useAnotherMethod(host: ClerkUserVerification, verification: Verification): TemplateResult | false {
  if (verification.alternatives.length === 0) return false;
  return html`<div class=${host.cl('footerAction', 'alternativeMethods')}>
    <button type="button" class=${host.cl('footerActionLink', 'alternativeMethods')} @click=${() => host.choose('another')} .textContent=${host.t('footerActionLink__useAnotherMethod')}></button>
  </div>`;
}
