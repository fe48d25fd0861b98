import { html, type TemplateResult } from 'lit';
import type { ClerkElement } from '../base/clerk-element.ts';

/** A line with the word "or" in it. */
export function divider(host: ClerkElement): TemplateResult {
  return html`<div class=${host.cl('dividerRow')}>
    <span class=${host.cl('dividerLine')}></span>
    <span class=${host.cl('dividerText')}>${host.t('dividerText')}</span>
    <span class=${host.cl('dividerLine')}></span>
  </div>`;
}
