import type { ViewHost } from '../base/view-host.ts';

/** Follows a link through the application's router, unless the user asked for a new tab or window. */
export function followLink(host: ViewHost, event: MouseEvent): void {
  if (!host.clerk || !isPlainClick(event)) return;
  event.preventDefault();
  void host.clerk.navigate((event.currentTarget as HTMLAnchorElement).href);
}

/** Returns whether a click follows a link in this window: modifier keys ask the browser for something else. */
export function isPlainClick({ ctrlKey, metaKey, shiftKey, altKey, button }: MouseEvent): boolean {
  return !(ctrlKey || metaKey || shiftKey || altKey || button);
}
