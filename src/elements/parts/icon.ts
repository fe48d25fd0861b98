import { html, type TemplateResult } from 'lit';

/** Outlines on a 16 px grid, drawn with 1.5 px strokes. */
const PATHS = {
  alert: 'M8 5v3.5M8 11v.01M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0Z',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  edit: 'm10.5 3 2.5 2.5-7.25 7.25-3 .5.5-3L10.5 3Z',
  eye: 'M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8ZM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z',
  lock: 'M5 7V5a3 3 0 0 1 6 0v2M4 7h8v6.25H4V7Z',
  mail: 'M2 3.75h12v8.5H2v-8.5Zm.25.5L8 8.75l5.75-4.5',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing that says nothing to assistive technology. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="cl-icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[name]} /></svg>`;
}
