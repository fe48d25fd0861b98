/** Milliseconds after which a letter begins a new word. */
const PAUSE = 700;
/** The type of a text node. */
const TEXT = 3;
let word = '';
let typedAt = -Infinity;

/**
 * Moves the focus within a menu at arrow keys, Home, End and letters. Letters that follow each other are the beginning
 * of an item; the same letter again goes on to the next item that begins with it. Tab leaves a menu; among buttons that
 * are no menu it goes on to the next one, and leaves them at either end. Space presses a link that is called a button.
 *
 * @param leave closes the menu
 */
export function menuKeys(event: KeyboardEvent, leave: () => void): void {
  const menu = event.currentTarget as HTMLElement;
  const items = itemsOf(menu);
  const at = items.indexOf(event.target as HTMLElement);
  const { key } = event;
  // An input method takes the keys while it composes.
  if (event.isComposing || key === 'Process') return;
  // Closing returns the focus to the trigger, from where the browser moves it on.
  if (key === 'Tab') return isMenu(menu) || !items[at + (event.shiftKey ? -1 : 1)] ? leave() : undefined;
  let next: HTMLElement | undefined;
  if (key === 'ArrowDown') next = items[at + 1] ?? items[0];
  else if (key === 'ArrowUp') next = items[at - 1] ?? items.at(-1);
  else if (key === 'Home') next = items[0];
  else if (key === 'End') next = items.at(-1);
  else if (Array.from(key).length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const isNew = event.timeStamp - typedAt > PAUSE;
    // A blank alone chooses the item.
    if (key === ' ' && (isNew || !word)) return pressLink(event);
    typedAt = event.timeStamp;
    word = isNew ? key : word + key;
    event.preventDefault();
    next = search(items, at);
  }
  if (!next) return;
  event.preventDefault();
  focusItem(menu, next);
}

/** Focuses an item, by default the first one of a menu that opens. In a menu it is the only one that Tab reaches. */
export function focusItem(menu: HTMLElement, item?: HTMLElement): void {
  const items = itemsOf(menu);
  if (!item) word = '';
  const wanted = item ?? items[0];
  if (isMenu(menu)) for (const other of items) other.tabIndex = other === wanted ? 0 : -1;
  wanted?.focus();
}

/** Returns the items of a menu in their order. */
export function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('a, button')];
}

function isMenu(node: Element): boolean {
  return node.role === 'menu';
}

/** Follows a link at Space, as its role promises. Browsers do so for buttons alone. */
function pressLink(event: KeyboardEvent): void {
  const { target } = event;
  if (!(target instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  target.click();
}

/**
 * Finds the item that begins with the word, from the one with the focus on; with one letter alone, from the next one
 * on.
 */
function search(items: readonly HTMLElement[], at: number): HTMLElement | undefined {
  const letters = Array.from(word.toLocaleLowerCase());
  const isRepeated = letters.every((letter) => letter === letters[0]);
  const wanted = isRepeated ? (letters[0] ?? '') : letters.join('');
  const from = isRepeated ? at + 1 : Math.max(at, 0);
  const starts = (item: HTMLElement) => textOf(item).trim().toLocaleLowerCase().startsWith(wanted);
  return [...items.slice(from), ...items.slice(0, from)].find(starts);
}

/** Returns the text of a node as assistive technology reads it: without the initials on a picture. */
function textOf(node: Node): string {
  if (!(node instanceof Element)) return node.nodeType === TEXT ? (node.textContent ?? '') : '';
  return node.matches('[aria-hidden=true]') ? '' : Array.from(node.childNodes, textOf).join('');
}
