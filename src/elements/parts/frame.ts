import { html, type TemplateResult } from 'lit';
import type { ClerkElement } from '../base/clerk-element.ts';
import { alert } from './alert.ts';

/**
 * The card before its content is known, at the size that the first screen has by default. Its shapes appear only after 300 ms; when the
 * instance failed it says so.
 *
 * @param flow appearance key of the flow, such as `signIn`
 */
export function frame(host: ClerkElement, flow: string): TemplateResult {
  const failed = host.clerk?.status === 'error' && !host.environment;
  return html`<div class="${host.cl('cardBox', undefined, 'loading')} cl-${flow}-root">
    <div class=${host.cl('card')}>
      ${
        failed
          ? alert(host, host.t('unstable__errors.network_error'))
          : html`<p class="cl-liveRegion" role="status" .textContent=${host.t('statusLoading')}></p>
            <div class="cl-skeleton cl-skeleton__title"></div><div class="cl-skeleton"></div><div class="cl-skeleton"></div><div class="cl-skeleton"></div>`
      }
    </div>
    <div class=${host.cl('footer')} ?hidden=${failed}></div>
  </div>`;
}
