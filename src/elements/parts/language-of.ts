import { native } from '../../client/platform/native.ts';

/**
 * The language of the text around a node, for numbers and lists within it. Undefined where the page does not say or
 * says something that is no language tag: the browser's own then.
 */
export function languageOf(node: Element): string | undefined {
  const around = node.closest('[lang]');
  const tag = around ? native(around).getAttribute('lang')?.replaceAll('_', '-') : undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
