import { type Native, native } from '../../../client/platform/native.ts';
import { followSurface } from './color-scheme.ts';
import { giveWay } from './give-way.ts';

/** Where a look applies: the root of the node that has adopted its sheet. */
export class LookPlace {
  readonly #sheet: CSSStyleSheet;
  readonly #lower: string | undefined;
  readonly #surface: CSSStyleDeclaration | undefined;
  #root: Native<Document | ShadowRoot> | undefined;
  /** Ends what watches the node. */
  #stop: AbortController | undefined;
  /** Sheets of the root at the last update. */
  #known = 0;

  /**
   * @param sheet with the rules of the look
   * @param lower cascade layer to which the default look moves; undefined when no node is dressed
   * @param surface style that follows the surface of the element; undefined when the look sets none
   */
  constructor(sheet: CSSStyleSheet, lower: string | undefined, surface: CSSStyleDeclaration | undefined) {
    this.#sheet = sheet;
    this.#lower = lower;
    this.#surface = surface;
  }

  /** Adds the sheet to the root of a node. */
  adopt(node: Node): void {
    // Routers move nodes through a document that no window shows.
    if (!native(node.ownerDocument as Document).defaultView) return;
    const root = native(node.getRootNode() as Document | ShadowRoot);
    this.#root = root;
    if (!root.adoptedStyleSheets.includes(this.#sheet)) root.adoptedStyleSheets.push(this.#sheet);
    this.#known = 0;
    this.update();
    this.#stop?.abort();
    this.#stop = new AbortController();
    if (this.#surface && node instanceof Element) followSurface(this.#surface, node, this.#stop.signal);
  }

  /** Lets the default look give way, again for each screen: it may have brought sheets of its own. */
  update(): void {
    const root = this.#root;
    if (!root || !this.#lower || root.adoptedStyleSheets.length === this.#known) return;
    giveWay(root, this.#lower, this.#sheet);
    this.#known = root.adoptedStyleSheets.length;
  }

  /** Removes the sheet. */
  drop(): void {
    this.#stop?.abort();
    const root = this.#root;
    if (root) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== this.#sheet);
  }
}
