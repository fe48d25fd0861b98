import { native } from '../../client/platform/native.ts';
import guard from '../styles/guard.css';

const sheets = new WeakMap<Window, Map<string, CSSStyleSheet>>();

/**
 * Adopts style sheets in the root that a node lives in: the document or a shadow root. Each sheet is adopted once per
 * root, however often elements ask for it. All sheets but the guard are in one cascade layer, so that the page's own
 * classes win over them; the guard (`guard.css`) keeps the page's element selectors out.
 *
 * @param node a connected node
 * @param texts CSS of the sheets, in cascade order
 */
export function adoptSheets(node: Node, texts: readonly string[]): void {
  const root = native(node.getRootNode() as Document | ShadowRoot);
  const { defaultView } = native(node.ownerDocument as Document);
  // Routers move nodes through a document that no window shows.
  if (!root.adoptedStyleSheets || !defaultView) return;
  const layered = [guard, ...texts].map((text, index) => (index ? `@layer clerk{${text}}` : text));
  const missing = layered.map((text) => sheetOf(defaultView, text));
  root.adoptedStyleSheets.push(...missing.filter((sheet) => !root.adoptedStyleSheets.includes(sheet)));
}

function sheetOf(view: Window & typeof globalThis, text: string): CSSStyleSheet {
  const made = sheets.get(view) ?? new Map<string, CSSStyleSheet>();
  sheets.set(view, made);
  let sheet = made.get(text);
  if (!sheet) {
    // A constructable sheet works only in the document of the window that created it.
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(text);
    made.set(text, sheet);
  }
  return sheet;
}
