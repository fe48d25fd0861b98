import type { UserResource } from '../resources/types/user.ts';
import { type ReadableStore, storeOf, type StoreHost } from './readable-store.ts';

/**
 * The signed-in user. A session with pending tasks signs nobody in. `isLoaded` is also false during the transition between
 * two accounts.
 */
export type UserState =
  | { readonly isLoaded: false; readonly isSignedIn: undefined; readonly user: undefined }
  | { readonly isLoaded: true; readonly isSignedIn: false; readonly user: null }
  | { readonly isLoaded: true; readonly isSignedIn: true; readonly user: UserResource };

const NOT_LOADED: UserState = { isLoaded: false, isSignedIn: undefined, user: undefined };

/**
 * Returns a store of the signed-in user, with the names of Clerk's `useUser`.
 *
 * @param clerk the instance; nothing on a server
 * @example
 * userStore(clerk).subscribe(({ isLoaded, user }) => {
 *   if (isLoaded) document.title = user?.fullName ?? 'Signed out';
 * });
 */
export function userStore(clerk: StoreHost | null | undefined): ReadableStore<UserState> {
  return storeOf(clerk, userState, NOT_LOADED);
}

function userState({ loaded, session, user }: StoreHost): UserState {
  if (!loaded || user === undefined) return NOT_LOADED;
  return user && session?.status !== 'pending'
    ? { isLoaded: true, isSignedIn: true, user }
    : { isLoaded: true, isSignedIn: false, user: null };
}
