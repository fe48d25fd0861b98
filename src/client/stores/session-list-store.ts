import type { SessionResource } from '../resources/types/session.ts';
import type { ClerkInstance } from '../types.ts';
import { boundTo } from './bound-to.ts';
import { type ReadableStore, storeOf, type StoreHost } from './readable-store.ts';

/** All sessions of this browser, and the method that switches between them. */
export type SessionListState =
  | { readonly isLoaded: false; readonly sessions: undefined; readonly setActive: undefined }
  | {
      readonly isLoaded: true;
      readonly sessions: readonly SessionResource[];
      readonly setActive: ClerkInstance['setActive'];
    };

const NOT_LOADED: SessionListState = { isLoaded: false, sessions: undefined, setActive: undefined };

/**
 * Returns a store of this browser's sessions, with the names of Clerk's `useSessionList`.
 *
 * @param clerk the instance; nothing on a server
 */
export function sessionListStore(clerk: StoreHost | null | undefined): ReadableStore<SessionListState> {
  return storeOf(clerk, sessionListState, NOT_LOADED);
}

function sessionListState(clerk: StoreHost): SessionListState {
  const { loaded, client } = clerk;
  if (!loaded || !client) return NOT_LOADED;
  return { isLoaded: true, sessions: client.sessions, setActive: boundTo(clerk).setActive };
}
