import { html, type TemplateResult } from 'lit';
import type { ViewHost } from '../base/view-host.ts';

/** The icons of the first views. Other views draw their own with `outline`. */
const PATHS = {
  alert: 'M8 5v3.5M8 11v.01M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0Z',
  eye: 'M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8ZM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z',
} as const;

/** Draws an icon, hidden from assistive technology. */
export function icon(name: keyof typeof PATHS): TemplateResult {
  return outline(PATHS[name]);
}

/**
 * Draws an icon from its path, hidden from assistive technology.
 *
 * @param d path data of outlines on a grid of 16 px
 */
export function outline(d: string): TemplateResult {
  return html`<svg class="cl-icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${d} /></svg>`;
}

/** Draws a turning ring, hidden from assistive technology: a text beside it has to say what is going on. */
export function spinner(host: ViewHost): TemplateResult {
  return html`<span class=${host.cl('spinner')} aria-hidden="true"></span>`;
}
