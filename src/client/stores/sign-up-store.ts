import type { SignUpResource } from '../resources/types/sign-up.ts';
import type { SignUpField } from '../resources/types/future-state.ts';
import type { ClerkInstance } from '../types.ts';
import { type AttemptCalls, trackedAttempt } from './attempt-state.ts';
import { boundTo } from './bound-to.ts';
import { noErrors, SIGN_UP_FIELDS } from './form-fields.ts';
import { type ReadableStore, storeOf, type StoreHost } from './readable-store.ts';

/**
 * The present sign-up. Calls of `signUp` that are made through the store set `fetchStatus` and `errors`; they reject as
 * they do on `clerk.client.signUp`.
 */
export type SignUpState = AttemptCalls<SignUpField> &
  (
    | { readonly isLoaded: false; readonly signUp: undefined; readonly setActive: undefined }
    | { readonly isLoaded: true; readonly signUp: SignUpResource; readonly setActive: ClerkInstance['setActive'] }
  );

const NOT_LOADED: SignUpState = {
  isLoaded: false,
  signUp: undefined,
  setActive: undefined,
  fetchStatus: 'idle',
  errors: noErrors(SIGN_UP_FIELDS),
};

/**
 * Returns a store of the sign-up, with the names of Clerk's `useSignUp`.
 *
 * @param clerk the instance; nothing on a server
 */
export function signUpStore(clerk: StoreHost | null | undefined): ReadableStore<SignUpState> {
  return storeOf(clerk, signUpState, NOT_LOADED);
}

function signUpState(clerk: StoreHost): SignUpState {
  const { loaded, client } = clerk;
  if (!loaded || !client) return NOT_LOADED;
  const { calls, follow } = trackedAttempt(clerk, SIGN_UP_FIELDS);
  return { ...calls, isLoaded: true, signUp: follow(client.signUp), setActive: boundTo(clerk).setActive };
}
