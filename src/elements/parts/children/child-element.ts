import { ReactiveElement } from 'lit';
import { properties } from '../../base/properties.ts';

/** What a child tells of its changes: the element that it is in. */
type Parent = HTMLElement & { requestUpdate?(): void };

/**
 * An element that a page puts into `<clerk-user-button>` or `<clerk-user-profile>` to add something to it. It draws
 * nothing. The element that it is in reads it, and draws again whenever the child or its icon changes, comes or goes.
 */
export abstract class ChildElement extends ReactiveElement {
  static override properties = properties<ChildElement>(['label', 'icon']);

  declare label: string | undefined;
  declare icon: string | undefined;

  /** It stays the same while another element borrows the child. */
  #parent: Parent | undefined;
  #source: Element | null = null;
  #copy: Node | undefined;
  readonly #observer = new MutationObserver((records) => {
    // What the page changes in its own content concerns nobody else.
    if (this.#iconChild === this.#source && this.isContent && records.every(({ target }) => target === this)) return;
    this.#copy = undefined;
    this.#tell();
  });

  /** Whether the child's content is something of its own, rather than its label. */
  protected get isContent(): boolean {
    return false;
  }

  /** @internal The label: that of the attribute, else the text inside. */
  get text(): string {
    const inside = () => [...this.childNodes].map((node) => (node === this.#iconChild ? '' : node.textContent));
    return (this.label ?? (this.isContent ? '' : inside().join(''))).trim();
  }

  /** @internal A copy of the child with `slot="icon"`. It is the same one as long as that child does not change. */
  get iconCopy(): Node | undefined {
    this.#source = this.#iconChild;
    if (!this.#copy && this.#source) {
      this.#copy = this.#source.cloneNode(true);
      this.#observer.observe(this.#source, { attributes: true, childList: true, subtree: true });
    }
    return this.#copy;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const parent: Parent | null = this.parentElement;
    if (parent?.requestUpdate) this.#parent = parent;
    this.#observer.observe(this, { childList: true, ...(!this.isContent && { characterData: true, subtree: true }) });
    this.#tell();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#tell();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(): void {
    this.#tell();
  }

  get #iconChild(): Element | null {
    return this.querySelector(':scope > [slot=icon]');
  }

  #tell(): void {
    this.#parent?.requestUpdate?.();
  }
}

/** Returns the children of an element that have one of these tags, in their order. */
export function childrenOf<Child extends ChildElement>(parent: ParentNode, ...tags: string[]): Child[] {
  return [...parent.querySelectorAll<Child>(`:scope > :is(${tags.join()})`)];
}
