import { complain } from './complain.ts';
import { readEarlyTheme } from './early-theme.ts';
import type { Appearance, EarlyTheme, Theme } from './types.ts';

/** Themes that have a name. Clerk's own is the default look. */
const NAMED: Readonly<Record<string, Appearance>> = { clerk: {}, simple: { simpleStyles: true } };

const NO_SHADOW = { boxShadow: 'none' };
/** Takes away what the default look adds to plain boxes and controls. Edges of inputs stay: they have to be seen. */
const PLAIN: Appearance = {
  elements: {
    cardBox: { boxShadow: 'none', border: '0', borderRadius: '0' },
    footer: { borderBlockStart: '0' },
    userButtonPopoverCard: NO_SHADOW,
    formButtonPrimary: NO_SHADOW,
    socialButtonsBlockButton: NO_SHADOW,
    socialButtonsIconButton: NO_SHADOW,
    alternativeMethodsBlockButton: NO_SHADOW,
  },
};

/**
 * Returns the layers of appearances in ascending precedence: each after the themes that it builds on.
 *
 * @param appearances in ascending precedence
 */
export function withThemes(appearances: readonly (Theme | undefined)[]): Appearance[] {
  const layers = appearances.flatMap((each) => (each ? expand(each) : []));
  return layers.some(({ simpleStyles }) => simpleStyles) ? [PLAIN, ...layers] : layers;
}

function expand(theme: Theme): Appearance[] {
  if (typeof theme === 'string') {
    const named = Object.hasOwn(NAMED, theme) ? NAMED[theme] : undefined;
    if (!named) complain(`appearance.theme "${theme}" is unknown. Use clerk, simple, or the object of a theme.`);
    return named ? [named] : [];
  }
  if (!theme || typeof theme !== 'object') return [];
  const { theme: own, baseTheme, ...rest } = theme as Appearance;
  const below = [own ?? baseTheme ?? []].flat() as Theme[];
  const early = 'general' in theme || 'buttons' in theme ? [readEarlyTheme(theme as EarlyTheme)] : [];
  return [...below.flatMap(expand), ...early, rest];
}
