import { ClerkCompleteEvent } from './events.ts';

/**
 * Tells the page that a session is active.
 *
 * @returns false when the page wants to stay as it is
 */
export function fireComplete(element: HTMLElement, sessionId: string): boolean {
  return element.dispatchEvent(new ClerkCompleteEvent(sessionId));
}
