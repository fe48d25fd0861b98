/** Names of layers in which pages and libraries set the styles of tags: `base`, `wa-base`, `reset`. */
const RESET = /(^|-)(base|resets?|preflights?|normalize|defaults|native)$/;

let told = false;

/**
 * Returns the cascade layer into which the default look of nodes with classes goes: above what the page resets, and
 * below its classes. The name alone is enough. Constructable sheets come after all others of the page, so a layer that
 * the page has named keeps its place, also when that sheet cannot be read or is replaced.
 *
 * @param root the page or the shadow root; undefined on a server, which does not know the page's sheets
 * @param own `appearance.cssLayerName`, a layer that the page has made for the elements
 */
export function pageLayer(root: DocumentOrShadowRoot | undefined, own: string | undefined): string {
  // The rules of the appearance are in that layer itself, and win over what is nested in it.
  if (own) return `${own}.look`;
  const names = namesIn(root);
  return names.includes('base') ? 'base' : (resetOf(names) ?? 'base');
}

/** Says once that classes of the page may lose, because it has layers of which none has a name that is known. */
export function warnOfLayers(root: DocumentOrShadowRoot | undefined): void {
  const names = namesIn(root);
  if (told || names.length === 0 || resetOf(names)) return;
  told = true;
  console.warn(
    `clerk-widgets: the page has the cascade layers ${names.join(', ')}, and none is called "base" or "reset". Its ` +
      'classes may lose against the default look. Name a layer before them, such as `@layer clerk, utilities;`, and ' +
      'set `appearance.cssLayerName` to "clerk".',
  );
}

function namesIn(root: DocumentOrShadowRoot | undefined): string[] {
  return [...(root?.styleSheets ?? [])].flatMap(layersOf);
}

function resetOf(names: readonly string[]): string | undefined {
  return names.findLast((name) => RESET.test(name));
}

/** Returns the names of a sheet's layers in their order; none if it comes from another origin. */
function layersOf(sheet: CSSStyleSheet): string[] {
  try {
    return [...new Set([...sheet.cssRules].flatMap(namesOf))];
  } catch {
    return [];
  }
}

function namesOf(rule: CSSRule): readonly string[] {
  if (rule instanceof CSSLayerStatementRule) return rule.nameList;
  if (rule instanceof CSSLayerBlockRule) return [rule.name];
  if (!(rule instanceof CSSImportRule)) return [];
  return rule.layerName ? [rule.layerName] : rule.styleSheet ? layersOf(rule.styleSheet) : [];
}
