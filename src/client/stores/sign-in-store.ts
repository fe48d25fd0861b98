import type { SignInResource } from '../resources/types/sign-in.ts';
import type { SignInField } from '../resources/types/future-state.ts';
import type { ClerkInstance } from '../types.ts';
import { type AttemptCalls, trackedAttempt } from './attempt-state.ts';
import { boundTo } from './bound-to.ts';
import { noErrors, SIGN_IN_FIELDS } from './form-fields.ts';
import { type ReadableStore, storeOf, type StoreHost } from './readable-store.ts';

/**
 * The present sign-in. Calls of `signIn` that are made through the store set `fetchStatus` and `errors`; they reject as
 * they do on `clerk.client.signIn`.
 */
export type SignInState = AttemptCalls<SignInField> &
  (
    | { readonly isLoaded: false; readonly signIn: undefined; readonly setActive: undefined }
    | { readonly isLoaded: true; readonly signIn: SignInResource; readonly setActive: ClerkInstance['setActive'] }
  );

const NOT_LOADED: SignInState = {
  isLoaded: false,
  signIn: undefined,
  setActive: undefined,
  fetchStatus: 'idle',
  errors: noErrors(SIGN_IN_FIELDS),
};

/**
 * Returns a store of the sign-in, with the names of Clerk's `useSignIn`.
 *
 * @param clerk the instance; nothing on a server
 * @example
 * signInStore(clerk).subscribe(({ signIn, fetchStatus, errors }) => {
 *   button.disabled = !signIn || fetchStatus === 'fetching';
 *   passwordError.textContent = errors.fields.password?.longMessage ?? '';
 * });
 */
export function signInStore(clerk: StoreHost | null | undefined): ReadableStore<SignInState> {
  return storeOf(clerk, signInState, NOT_LOADED);
}

function signInState(clerk: StoreHost): SignInState {
  const { loaded, client } = clerk;
  if (!loaded || !client) return NOT_LOADED;
  const { calls, follow } = trackedAttempt(clerk, SIGN_IN_FIELDS);
  return { ...calls, isLoaded: true, signIn: follow(client.signIn), setActive: boundTo(clerk).setActive };
}
