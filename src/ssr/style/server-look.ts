import { writtenLightnessOf } from '../../protocol/css-color.ts';
import { fitSurface } from '../../elements/styles/appearance/color-scheme.ts';
import { createLook } from '../../elements/styles/appearance/look.ts';
import { addRule } from '../../elements/styles/appearance/layers.ts';
import { withThemes } from '../../elements/styles/appearance/themes.ts';
import type {
  Appearance,
  Appearances,
  ElementValue,
  ElementValues,
  Look,
  Theme,
} from '../../elements/styles/appearance/types.ts';
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
  const color = surface?.variables?.['colorBackground'];
  fitSurface(addRule(rules, `.${scope}`).style, typeof color === 'string' ? writtenLightnessOf(color) : undefined);
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
function withoutComponents<Given extends Theme | undefined>(given: Given): Given {
  if (typeof given !== 'object' || given === null) return given;
  const { elements, theme, baseTheme, ...rest } = given as Appearance;
  const below = (themes: Appearance['theme']) => [themes ?? []].flat().map((each) => withoutComponents(each as Theme));
  const plain = (values: ElementValues) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, withoutComponent(value)]));
  return {
    ...rest,
    ...((theme ?? baseTheme) && { theme: below(theme ?? baseTheme) }),
    ...(elements && {
      elements:
        typeof elements === 'function'
          ? (tokens: { theme: unknown }) => plain(Object(elements(tokens)) as ElementValues)
          : plain(elements),
    }),
  } as Given;
}

function withoutComponent(value: ElementValue): ElementValue {
  if (typeof value === 'function') return undefined;
  if (Array.isArray(value)) return value.map(withoutComponent);
  const { component, ...rest } = Object(value) as { component?: unknown };
  return component ? rest : value;
}
