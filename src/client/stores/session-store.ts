import type { SessionResource } from '../resources/types/session.ts';
import { type ReadableStore, storeOf, type StoreHost } from './readable-store.ts';

/** The session that this tab shows. One with pending tasks is shown, and nobody is signed in by it. */
export type SessionState =
  | { readonly isLoaded: false; readonly isSignedIn: undefined; readonly session: undefined }
  | { readonly isLoaded: true; readonly isSignedIn: false; readonly session: SessionResource | null }
  | { readonly isLoaded: true; readonly isSignedIn: true; readonly session: SessionResource };

const NOT_LOADED: SessionState = { isLoaded: false, isSignedIn: undefined, session: undefined };

/**
 * Returns a store of the session, with the names of Clerk's `useSession`. It changes with each new token, about once in
 * 50 seconds.
 *
 * @param clerk the instance; nothing on a server
 */
export function sessionStore(clerk: StoreHost | null | undefined): ReadableStore<SessionState> {
  return storeOf(clerk, sessionState, NOT_LOADED);
}

function sessionState({ loaded, session }: StoreHost): SessionState {
  if (!loaded || session === undefined) return NOT_LOADED;
  return session && session.status !== 'pending'
    ? { isLoaded: true, isSignedIn: true, session }
    : { isLoaded: true, isSignedIn: false, session };
}
