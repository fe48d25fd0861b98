import type { Native } from '../../../client/platform/native.ts';
import bare from '../bare.css';
import takeBack from '../take-back.css';
import { weighty } from './selectors.ts';

type Root = Native<Document | ShadowRoot>;

/** Sheets that this file has added. */
const added = new WeakSet<CSSStyleSheet>();
/** Sheets that are in the layer `clerk` and are no default sheets. */
const others = new WeakSet<CSSStyleSheet>();
const copies = new WeakMap<CSSStyleSheet, Map<string, CSSStyleSheet>>();
const made = new Map<string, CSSStyleSheet>();

/**
 * Lets the default look of nodes with classes of the page give way to those classes, also to classes in cascade layers. It
 * moves to a layer of the page's order, by copies of the default sheets there. Nodes that are replaced (`cl-bare`) get
 * none of it.
 *
 * @param root whose default sheets are adopted already; for sheets of later screens call it again
 * @param layer below the page's classes
 * @param own the sheet of the appearance, which may be in the layer `clerk` and is no default sheet
 */
export function giveWay(root: Root, layer: string, own: CSSStyleSheet): void {
  others.add(own);
  const present = root.adoptedStyleSheets;
  const defaults = present.filter((sheet) => blockOf(sheet) && !others.has(sheet));
  const wanted = [
    sheetOf(`@layer clerk{${takeBack}}`),
    ...defaults.map((sheet) => copyOf(sheet, layer)),
    sheetOf(`@layer ${layer}{${bare}}`),
  ];
  // The page may have been without its layers the last time.
  const kept = present.filter((sheet) => !added.has(sheet) || wanted.includes(sheet));
  const missing = wanted.filter((sheet) => !present.includes(sheet));
  for (const sheet of missing) added.add(sheet);
  if (missing.length > 0) root.adoptedStyleSheets = [...kept, ...missing];
}

function sheetOf(text: string): CSSStyleSheet {
  let sheet = made.get(text);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    made.set(text, sheet);
    others.add(sheet);
  }
  return sheet;
}

function copyOf(sheet: CSSStyleSheet, layer: string): CSSStyleSheet {
  const known = copies.get(sheet) ?? new Map<string, CSSStyleSheet>();
  copies.set(sheet, known);
  let copy = known.get(layer);
  if (!copy) {
    const rules = [...(blockOf(sheet)?.cssRules ?? [])].map(({ cssText }) => cssText);
    copy = new CSSStyleSheet();
    copy.replaceSync(`@layer ${layer}{${rules.join('')}}`);
    weigh(copy.cssRules);
    known.set(layer, copy);
    others.add(copy);
  }
  return copy;
}

/** Returns the block of a sheet that is in the layer `clerk`. */
function blockOf(sheet: CSSStyleSheet): CSSLayerBlockRule | undefined {
  const [block] = sheet.cssRules as unknown as [CSSLayerBlockRule?];
  return block?.name === 'clerk' ? block : undefined;
}

/** Lets rules win over every other rule of their layer, in the order that they have among them. */
function weigh(rules: CSSRuleList): void {
  for (const rule of rules as Iterable<CSSRule> & CSSRuleList) {
    const { selectorText, cssRules } = rule as CSSRule & Partial<CSSStyleRule>;
    if (selectorText) (rule as CSSStyleRule).selectorText = weighty(selectorText);
    else if (cssRules) weigh(cssRules);
  }
}
