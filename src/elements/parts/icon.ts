import type { TemplateResult } from 'lit';
import { outline } from './outline.ts';

/** The drawings of the first screens; later screens bring their own and draw them with `outline`. */
const PATHS = {
  alert: 'M8 5v3.5M8 11v.01M14.25 8a6.25 6.25 0 1 1-12.5 0 6.25 6.25 0 0 1 12.5 0Z',
  eye: 'M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8ZM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing that says nothing to assistive technology. */
export function icon(name: IconName): TemplateResult {
  return outline(PATHS[name]);
}
