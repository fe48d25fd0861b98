/** What a screen reader is told while the page changes. */
export interface Heard {
  kind: 'polite' | 'assertive' | 'focus';
  text: string;
  /** What the focus moved to. */
  target?: EventTarget | null;
}

const REGIONS = '[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log], output';

/**
 * Listens to the page as a screen reader does. A region that is already there is read when its text changes: the whole
 * of it if it is atomic, as a status or an alert is, else what is new. An alert is read when it is added, too; any other
 * region that comes with its text is not, since not all screen readers read it.
 */
export class Listener {
  readonly #heard: Heard[] = [];
  readonly #known = new Map<Element, string>();
  readonly #observer = new MutationObserver(() => this.#read());
  /** How often the page has changed. */
  changes = 0;

  constructor() {
    for (const region of document.querySelectorAll(REGIONS)) this.#known.set(region, textOf(region));
    this.#observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    // Dialogs keep the event from the page's listeners.
    addEventListener('focusin', this.#focused, true);
  }

  /** Returns what was heard since the last call. */
  take(): Heard[] {
    return this.#heard.splice(0);
  }

  stop(): void {
    this.#observer.disconnect();
    removeEventListener('focusin', this.#focused, true);
  }

  #focused = ({ target }: Event): void => {
    this.#read();
    this.#heard.push({ kind: 'focus', text: '', target });
  };

  #read(): void {
    this.changes++;
    for (const region of this.#known.keys()) if (!region.isConnected) this.#known.delete(region);
    for (const region of document.querySelectorAll(REGIONS)) {
      // A region in a region is read with it.
      if (region.parentElement?.closest(REGIONS)) continue;
      const before = this.#known.get(region);
      const text = textOf(region);
      this.#known.set(region, text);
      const role = region.getAttribute('role');
      const isAlert = role === 'alert' || region.getAttribute('aria-live') === 'assertive';
      if (text === '' || text === before || (before === undefined && !isAlert)) continue;
      const isNew = isAtomic(region) || !before || !text.startsWith(before);
      this.#heard.push({
        kind: isAlert ? 'assertive' : 'polite',
        text: isNew ? text : text.slice(before.length).trim(),
      });
    }
  }
}

function isAtomic(region: Element): boolean {
  const atomic = region.getAttribute('aria-atomic');
  return atomic ? atomic === 'true' : /^(status|alert)$/.test(region.getAttribute('role') ?? '');
}

/** Returns the text of a region as it is read: nothing of it while it is hidden. */
function textOf(region: Element): string {
  if (region.closest('[hidden], [aria-hidden=true], [inert]') || !region.checkVisibility({ visibilityProperty: true }))
    return '';
  const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    const isHidden =
      node instanceof Element && (node.getAttribute('aria-hidden') === 'true' || !node.checkVisibility());
    return isHidden ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  });
  const texts: string[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) texts.push(node.data);
  }
  return texts.join(' ').replaceAll(/\s+/g, ' ').trim();
}
