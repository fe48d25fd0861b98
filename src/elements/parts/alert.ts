import { html, nothing, type TemplateResult } from 'lit';
import type { ClerkElement } from '../base/clerk-element.ts';
import { icon } from './icon.ts';

/** One message for a whole form; nothing without a text. */
export function alert(host: ClerkElement, text: string | null | false | undefined): TemplateResult | typeof nothing {
  if (!text) return nothing;
  return html`<p class=${host.cl('alert', 'danger')} role="alert">
    ${icon('alert')}<span class=${host.cl('alertText')} .textContent=${text}></span>
  </p>`;
}
