import { html, nothing, type TemplateResult } from 'lit';
import type { FlowError } from '../../client/errors.ts';
import type { ViewHost } from '../base/view-host.ts';
import { icon } from './icon.ts';

/** Draws a message for the whole form; nothing if there is no text. */
export function alert(
  host: ViewHost,
  text: string | null | false | undefined,
  action?: unknown,
): TemplateResult | typeof nothing {
  if (!text) return nothing;
  return html`<p class=${host.cl('alert', 'danger')} role="alert">
    ${icon('alert')}<span class=${host.cl('alertText')}><span .textContent=${text}></span>${action}</span>
  </p>`;
}

/** Draws the error of the whole form; nothing if there is none. */
export function errorAlert(host: ViewHost, error: FlowError | null): TemplateResult | typeof nothing {
  return alert(host, error && host.errorText(error), error && host.errorAction?.(host, error));
}
