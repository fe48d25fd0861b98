import { attempt } from './native.ts';

const KEY = '__clerk_offer';

/**
 * Returns the id of the session that began with a password in this tab, as long as its user may be offered a passkey.
 * It outlives the navigation that follows a sign-in.
 */
export function readPasskeyOffer(): string | null | undefined {
  return attempt(() => sessionStorage.getItem(KEY));
}

/** @param sessionId empty when the user need not be asked any more */
export function writePasskeyOffer(sessionId: string): void {
  attempt(() => sessionStorage.setItem(KEY, sessionId));
}
