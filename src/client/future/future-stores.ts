import type { SignInSignalValue, SignUpSignalValue, WaitlistSignalValue } from '../resources/types/future-state.ts';
import { noErrors, SIGN_IN_FIELDS, SIGN_UP_FIELDS, WAITLIST_FIELDS } from '../stores/form-fields.ts';
import { type ReadableStore, storeOf, type StoreHost } from '../stores/readable-store.ts';
import { announce } from '../stores/watch.ts';
import type { ClerkInstance } from '../types.ts';

/** What the stores of the newer custom-flow API read of an instance. */
export type FutureStoreHost = StoreHost & Pick<ClerkInstance, '__internal_state'>;

/** Before the instance is loaded there is no attempt. */
type Loaded<Value, Name extends keyof Value> =
  | ({ readonly isLoaded: true } & Value)
  | ({ readonly isLoaded: false } & { readonly [Key in Name]: undefined } & Omit<Value, Name>);

export type SignInFutureState = Loaded<SignInSignalValue, 'signIn'>;
export type SignUpFutureState = Loaded<SignUpSignalValue, 'signUp'>;
export type WaitlistState = Loaded<WaitlistSignalValue, 'waitlist'>;

/**
 * Returns a store of the sign-in with the newer methods, which resolve to `{ error }`. The first read of its value after
 * `load()` loads their code.
 *
 * @param clerk the instance; nothing on a server
 * @example
 * signInFutureStore(clerk).subscribe(({ signIn, errors, fetchStatus }) => {
 *   form.onsubmit = () => signIn?.password({ emailAddress: email.value, password: password.value });
 *   button.disabled = !signIn || fetchStatus === 'fetching';
 *   passwordError.textContent = errors.fields.password?.longMessage ?? '';
 * });
 */
export function signInFutureStore(clerk: FutureStoreHost | null | undefined): ReadableStore<SignInFutureState> {
  return storeOf(clerk, signInState as (clerk: StoreHost) => SignInFutureState, NO_SIGN_IN);
}

/** Returns a store of the sign-up with the newer methods. See {@link signInFutureStore}. */
export function signUpFutureStore(clerk: FutureStoreHost | null | undefined): ReadableStore<SignUpFutureState> {
  return storeOf(clerk, signUpState as (clerk: StoreHost) => SignUpFutureState, NO_SIGN_UP);
}

/** Returns a store of the waitlist. See {@link signInFutureStore}. */
export function waitlistStore(clerk: FutureStoreHost | null | undefined): ReadableStore<WaitlistState> {
  return storeOf(clerk, waitlistState as (clerk: StoreHost) => WaitlistState, NO_WAITLIST);
}

const signInState = (clerk: FutureStoreHost): SignInFutureState =>
  isReady(clerk) ? { isLoaded: true, ...clerk.__internal_state.signInSignal() } : NO_SIGN_IN;
const signUpState = (clerk: FutureStoreHost): SignUpFutureState =>
  isReady(clerk) ? { isLoaded: true, ...clerk.__internal_state.signUpSignal() } : NO_SIGN_UP;
const waitlistState = (clerk: FutureStoreHost): WaitlistState =>
  isReady(clerk) ? { isLoaded: true, ...clerk.__internal_state.waitlistSignal() } : NO_WAITLIST;

const IDLE = { isLoaded: false, fetchStatus: 'idle' } as const;
const NO_SIGN_IN: SignInFutureState = { ...IDLE, signIn: undefined, errors: noErrors(SIGN_IN_FIELDS) };
const NO_SIGN_UP: SignUpFutureState = { ...IDLE, signUp: undefined, errors: noErrors(SIGN_UP_FIELDS) };
const NO_WAITLIST: WaitlistState = { ...IDLE, waitlist: undefined, errors: noErrors(WAITLIST_FIELDS) };

const followed = new WeakSet<FutureStoreHost>();

/** Returns whether the instance has its signals. From then on their changes are those of its stores. */
function isReady(clerk: FutureStoreHost): boolean {
  if (!clerk.loaded || !clerk.__internal_state) return false;
  if (followed.has(clerk)) return true;
  followed.add(clerk);
  const { __internal_effect, signInSignal, signUpSignal, waitlistSignal } = clerk.__internal_state;
  __internal_effect(() => {
    signInSignal();
    signUpSignal();
    waitlistSignal();
    announce(clerk);
  });
  return true;
}
