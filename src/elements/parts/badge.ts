import { html, type TemplateResult } from 'lit';
import type { ClerkElement } from '../base/clerk-element.ts';

/** A word about the thing that it stands beside. */
export function badge(
  host: ClerkElement,
  id: 'primary' | 'verified' | 'unverified' | 'thisDevice',
  text: string,
): TemplateResult {
  return html`<span class=${host.cl('badge', id)} .textContent=${text}></span>`;
}
