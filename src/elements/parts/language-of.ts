import { native } from '../../client/platform/native.ts';

/**
 * Returns the language of the page around a node, to format numbers and lists. Undefined, which means the browser's
 * language, if the page names none or no valid one.
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
