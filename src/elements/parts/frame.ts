import { html, type TemplateResult } from 'lit';
import type { ViewHost } from '../base/view-host.ts';
import type { FormHost } from '../base/form-state.ts';
import { errorOf } from '../base/form-state.ts';
import { alert } from './alert.ts';

/**
 * Draws the card before its content is known, at the default size of the first view. A skeleton appears after 300 ms. If
 * the instance or the content could not be loaded, the card says so.
 *
 * @param flow appearance key of the flow, such as `signIn`
 * @param isMissing whether the content could not be loaded
 */
export function frame(host: ViewHost, flow: string, isMissing = false): TemplateResult {
  const { form, clerk } = host as Partial<FormHost>;
  const problem =
    isMissing || (clerk?.status === 'error' && !host.environment)
      ? errorOf(clerk?.__internal_problem ?? 'network_error')
      : form?.errors.global;
  return html`<div class="${host.cl('cardBox', undefined, 'loading')} cl-${flow}-root">
    <div class=${host.cl('card')}>
      ${
        problem
          ? alert(host, host.errorText(problem))
          : html`<p class="cl-liveRegion" role="status" .textContent=${host.t('statusLoading')}></p>
            <div class="cl-skeleton cl-skeleton__title"></div><div class="cl-skeleton"></div><div class="cl-skeleton"></div><div class="cl-skeleton"></div>`
      }
    </div>
    <div class=${host.cl('footer')} ?hidden=${!!problem}></div>
  </div>`;
}
