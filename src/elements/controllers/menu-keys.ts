/**
 * Moves the focus within a menu at arrow keys, Home, End and the first letter of an item. Tab leaves the menu.
 *
 * @param leave closes the menu
 */
export function menuKeys(event: KeyboardEvent, leave: () => void): void {
  const menu = event.currentTarget as HTMLElement;
  const items = itemsOf(menu);
  const at = items.indexOf(event.target as HTMLElement);
  const { key } = event;
  // Closing returns the focus to the trigger, from where the browser moves it on.
  if (key === 'Tab') return leave();
  let next: HTMLElement | undefined;
  if (key === 'ArrowDown') next = items[at + 1] ?? items[0];
  else if (key === 'ArrowUp') next = items[at - 1] ?? items.at(-1);
  else if (key === 'Home') next = items[0];
  else if (key === 'End') next = items.at(-1);
  else if (/^\S$/.test(key) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const starts = (item: HTMLElement) => item.innerText.trim().toLowerCase().startsWith(key.toLowerCase());
    next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find(starts);
  }
  if (!next) return;
  event.preventDefault();
  focusItem(menu, next);
}

/** Focuses an item, by default the first one, and makes it the only one that Tab reaches. */
export function focusItem(menu: HTMLElement, item = itemsOf(menu)[0]): void {
  for (const other of itemsOf(menu)) other.tabIndex = other === item ? 0 : -1;
  item?.focus();
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
}
