import { page } from '../../../client/platform/native.ts';

/** Themes that write dark text into their rules, so that they need a light surface. */
export const LIGHT_THEMES: ReadonlySet<unknown> = new Set(['neobrutalism']);

/** A surface between dark and light leaves text less room: what is dimmed keeps closer to the text. */
const BETWEEN = [
  ['--cl-dim', 'var(--clerk-color-muted-foreground, color-mix(in oklab, var(--cl-fg) 88%, var(--cl-bg)))'],
] as const;

/**
 * Gives an element the color scheme of its surface. A theme may set a dark surface in a light page; every color that it
 * does not set, and what the browser draws itself, have to fit that surface. The surface may be a property of the page
 * that changes with a class of `<html>`, so it is measured again when one changes.
 *
 * @param style of the rule that limits the appearance to the element
 * @param element whose box is measured. What a server has drawn is its box until the element takes it over
 * @param stop ends the watching
 */
export function followSurface(style: CSSStyleDeclaration, element: Element, stop: AbortSignal): void {
  const measure = (): void => {
    const box = element.querySelector(':scope > .cl-rootBox') ?? element;
    // A surface that follows the color scheme must be measured in that of the page.
    style.colorScheme = '';
    const lightness = lightnessOf(getComputedStyle(box).columnRuleColor);
    const scheme = lightness === undefined ? '' : lightness < 0.6 ? 'dark' : 'light';
    // Without a scheme of its own, a page is light.
    const isThePages = getComputedStyle(box).colorScheme.replace('normal', 'light') === scheme;
    if (!isThePages) style.colorScheme = scheme;
    const isBetween = !!lightness && lightness > 0.22 && lightness < 0.6;
    for (const [name, value] of BETWEEN) {
      if (isBetween) style.setProperty(name, value);
      else style.removeProperty(name);
    }
  };
  style.columnRuleColor = 'var(--cl-bg)';
  measure();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', measure, { signal: stop });
  const observer = new MutationObserver(measure);
  for (const node of [page.documentElement, page.body]) {
    observer.observe(node, { attributes: true, attributeFilter: ['class', 'style', 'data-theme', 'data-mode'] });
  }
  stop.addEventListener('abort', () => observer.disconnect());
}

/** Returns how light a computed color is, from 0 to 1; undefined in a notation that says it otherwise. */
export function lightnessOf(color: string): number | undefined {
  const [name = '', values = ''] = color.replace('color(', '').split(/[( ]([^]*)/);
  const [first = 0, second = 0, third = 0, alpha = 1] = [...values.matchAll(/[\d.]+(?:e-\d+)?/g)].map(Number);
  // What shows through says nothing about what is behind it.
  if (alpha < 0.5) return undefined;
  if (name.startsWith('ok')) return first;
  if (/^l(ab|ch)/.test(name)) return first / 100;
  const most = name.startsWith('rgb') ? 255 : 1;
  return /rgb|p3|rec|xyz|prophoto/.test(name) ? (0.3 * first + 0.59 * second + 0.11 * third) / most : undefined;
}
