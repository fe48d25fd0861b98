import { html, type TemplateResult } from 'lit';
import type { ViewHost } from '../base/view-host.ts';

/** A word about the thing that it stands beside. */
export function badge(
  host: ViewHost,
  id: 'primary' | 'verified' | 'unverified' | 'thisDevice',
  text: string,
): TemplateResult {
  return html`<span class=${host.cl('badge', id)} .textContent=${text}></span>`;
}
