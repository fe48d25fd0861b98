import { writtenLightnessOf } from '../../protocol/css-color.ts';
import { fitSurface } from '../../elements/styles/appearance/color-scheme.ts';
import { createLook } from '../../elements/styles/appearance/look.ts';
import { addRule } from '../../elements/styles/appearance/layers.ts';
import { withThemes } from '../../elements/styles/appearance/themes.ts';
import type { Appearance, Appearances, ElementValue, Look } from '../../elements/styles/appearance/types.ts';
import type { OwnStyle } from './critical-style.ts';
import { ServerSheet } from './server-sheet.ts';

/** A compiled appearance on a server. */
export interface ServerLook extends Pick<Look, 'classes' | 'option'> {
  readonly style: OwnStyle;
}

/**
 * Compiles appearances with the elements' own compiler.
 *
 * @param appearances in ascending precedence; the first one is the theme of the instance
 * @param scope class to which the rules are limited
 * @returns undefined when there is nothing to compile
 */
export function createServerLook(appearances: Appearances, scope: string): ServerLook | undefined {
  if (!appearances.some(Boolean)) return undefined;
  const sheet = new ServerSheet();
  // It has the members that the compiler uses.
  const rules = sheet as unknown as CSSStyleSheet;
  const given = appearances.map(withoutComponents);
  // A browser measures the surface. Here it is known when the appearance writes its color out.
  const surface = withThemes(given).findLast(({ variables }) => variables?.['colorBackground']);
  fitSurface(addRule(rules, `.${scope}`).style, writtenLightnessOf(String(surface?.variables?.['colorBackground'])));
  const look = createLook(given, scope, undefined, rules);
  const { lower } = look;
  return {
    classes: look.classes,
    option: look.option,
    get style() {
      return { css: sheet.cssText, lower };
    },
  };
}

/** The page's own components are in the browser: until then, the default ones are in their place. */
function withoutComponents(appearance: Appearance | undefined): Appearance | undefined {
  if (!appearance?.elements || typeof appearance.elements === 'function') return appearance;
  const elements = Object.entries(appearance.elements).map(([key, value]): [string, ElementValue] => {
    if (typeof value === 'function') return [key, undefined];
    const { component, ...rest } = Object(value) as { component?: unknown };
    return [key, component ? rest : value];
  });
  return { ...appearance, elements: Object.fromEntries(elements) };
}
