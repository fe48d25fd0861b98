import { html, type TemplateResult } from 'lit';
import type { ViewHost } from '../base/view-host.ts';
import { spinner } from './icon.ts';

/**
 * Draws the main button of a form. While an action is pending, the button keeps its width and name and shows a spinner
 * after 150 ms. It is not disabled, because that would lose the focus.
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
