import { html, type TemplateResult } from 'lit';
import type { ViewHost } from '../base/view-host.ts';
import { spinner } from './icon.ts';

/**
 * The one solid button of a screen. While pending it keeps its width and its name, and turns a ring after 150 ms; it
 * is not disabled, since that would drop the focus.
 */
export function primaryButton(host: ViewHost, label: string, pending: boolean): TemplateResult {
  return html`<button
    class=${host.cl('formButtonPrimary', undefined, pending && 'loading')}
    aria-disabled=${pending}
    aria-busy=${pending}
  >
    <span .textContent=${label}></span>${pending ? spinner(host) : ''}
  </button>`;
}
