/** Returns whether a click follows a link in this window: modifier keys ask the browser for something else. */
export function isPlainClick({ ctrlKey, metaKey, shiftKey, altKey, button }: MouseEvent): boolean {
  return !(ctrlKey || metaKey || shiftKey || altKey || button);
}
