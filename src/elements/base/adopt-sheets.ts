import { native } from '../../client/platform/native.ts';
import guard from '../styles/guard.css';

const sheets = new WeakMap<Document, Map<string, CSSStyleSheet>>();

/**
 * Puts style sheets into the root node an element lives in: the page or a host's shadow root. Each text is adopted
 * once per root, however many elements ask and however often they are reconnected. All are in one cascade layer, so
 * that a class of the page's own wins; the guard keeps out what the page says about elements.
 *
 * @param node a connected node
 * @param texts CSS of the sheets, in cascade order
 */
export function adoptSheets(node: Node, texts: readonly string[]): void {
  const root = native(node.getRootNode() as Document | ShadowRoot);
  if (!root.adoptedStyleSheets) return;
  const layered = [guard, ...texts].map((text, index) => (index ? `@layer clerk{${text}}` : text));
  const missing = layered.map((text) => sheetOf(node.ownerDocument as Document, text));
  root.adoptedStyleSheets.push(...missing.filter((sheet) => !root.adoptedStyleSheets.includes(sheet)));
}

function sheetOf(document: Document, text: string): CSSStyleSheet {
  const made = sheets.get(document) ?? new Map<string, CSSStyleSheet>();
  sheets.set(document, made);
  let sheet = made.get(text);
  if (!sheet) {
    // A constructable sheet works only in the document whose window made it.
    sheet = new (native(document).defaultView ?? window).CSSStyleSheet();
    sheet.replaceSync(text);
    made.set(text, sheet);
  }
  return sheet;
}
