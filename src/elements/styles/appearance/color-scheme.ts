import { page } from '../../../client/platform/native.ts';
import { lightnessOf, schemeFor } from '../../../protocol/css-color.ts';

/** Themes that write dark text into their rules, so that they need a light surface. */
export const LIGHT_THEMES: ReadonlySet<unknown> = new Set(['neobrutalism']);

const DIM = '--cl-dim';
/** A surface between dark and light leaves text less room: what is dimmed keeps closer to the text. */
const DIM_BETWEEN = 'var(--clerk-color-muted-foreground, color-mix(in oklab, var(--cl-fg) 88%, var(--cl-bg)))';

/**
 * Gives what is on a surface the color scheme that fits it.
 *
 * @param style of the rule that limits the appearance to the element
 * @param lightness of the surface, if it is known
 * @param scheme of the page, which needs no rule
 */
export function fitSurface(
  style: Pick<CSSStyleDeclaration, 'setProperty'>,
  lightness: number | undefined,
  scheme?: string,
): void {
  if (lightness === undefined) return;
  const fitting = schemeFor(lightness);
  if (fitting !== scheme) style.setProperty('color-scheme', fitting);
  if (lightness > 0.22 && lightness < 0.6) style.setProperty(DIM, DIM_BETWEEN);
}

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
    style.removeProperty(DIM);
    const { columnRuleColor, colorScheme } = getComputedStyle(box);
    // Without a scheme of its own, a page is light.
    fitSurface(style, lightnessOf(columnRuleColor), colorScheme.replace('normal', 'light'));
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
