/** Query parameter of the page that ends an authorization in a popup. */
export const PARAMETER = '__clerk_popup';
export const TYPE = 'clerk:oauth-return';
export const CHANNEL = 'clerk:popup';

/**
 * Ends an authorization in a popup: tells the page that opened the popup, and closes it.
 *
 * @returns false when this page is not in such a popup and has to continue by itself
 */
export function announceReturn(): boolean {
  const id = new URLSearchParams(globalThis.location?.search).get(PARAMETER);
  if (!id) return false;
  const message = { type: TYPE, id };
  const channel = new BroadcastChannel(CHANNEL);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel stays within its origin
  channel.postMessage(message);
  channel.close();
  (window.opener as Window | null)?.postMessage(message, location.origin);
  window.close();
  return true;
}
