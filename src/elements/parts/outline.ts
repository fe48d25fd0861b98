import { html, type TemplateResult } from 'lit';

/**
 * A drawing of an element's own, kept with the element: outlines on a 16 px grid, hidden from assistive technology.
 *
 * @param d path data
 */
export function outline(d: string): TemplateResult {
  return html`<svg class="cl-icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${d} /></svg>`;
}
