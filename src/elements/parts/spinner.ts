import { html, type TemplateResult } from 'lit';
import type { ViewHost } from '../base/view-host.ts';

/** A turning ring; whoever shows it says in words what is going on. */
export function spinner(host: ViewHost): TemplateResult {
  return html`<span class=${host.cl('spinner')} aria-hidden="true"></span>`;
}
