import { html, type TemplateResult } from 'lit';
import type { ClerkElement } from '../base/clerk-element.ts';

/** A turning ring; whoever shows it says in words what is going on. */
export function spinner(host: ClerkElement): TemplateResult {
  return html`<span class=${host.cl('spinner')} aria-hidden="true"></span>`;
}
