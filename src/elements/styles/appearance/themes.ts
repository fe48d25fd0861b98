import type { Appearance } from './types.ts';

/** Returns the themes of an appearance and the appearance itself, in ascending precedence. */
export function withThemes(appearance: Appearance | undefined): Appearance[] {
  if (!appearance) return [];
  const themes = [appearance.theme ?? appearance.baseTheme ?? []].flat() as (Appearance | string)[];
  return [...themes.filter((theme) => typeof theme === 'object').flatMap(withThemes), appearance];
}
