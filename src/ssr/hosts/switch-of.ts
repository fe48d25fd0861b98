import type { Appearance } from '../../elements/styles/appearance/types.ts';

/**
 * Returns a switch of `appearance.options` (or `layout`, its older name).
 *
 * @param appearances in ascending precedence
 */
export function switchOf(appearances: readonly (Appearance | undefined)[], name: string): unknown {
  return appearances
    .map((appearance) => (appearance?.options ?? appearance?.layout)?.[name])
    .findLast((value) => value !== undefined);
}
