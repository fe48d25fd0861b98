/**
 * The language of the text around a node, for numbers and lists within it. Undefined where the page does not say or
 * says something that is no language tag: the browser's own then.
 */
export function languageOf(node: Element): string | undefined {
  const tag = node.closest('[lang]')?.getAttribute('lang')?.replaceAll('_', '-');
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
