import type { SignInSignalValue, SignUpSignalValue, WaitlistSignalValue } from '../resources/types/future-state.ts';
import { noErrors, SIGN_IN_FIELDS, SIGN_UP_FIELDS, WAITLIST_FIELDS } from '../stores/form-fields.ts';
import { beforeLoad } from './before-load.ts';
import { type ReadableStore, storeOf, type StoreHost } from '../stores/readable-store.ts';
import { announce } from '../stores/watch.ts';
import type { ClerkInstance } from '../types.ts';

/** What the stores of the newer custom-flow API read of an instance. */
export type FutureStoreHost = StoreHost & Pick<ClerkInstance, '__internal_state'>;

/** Before the instance is loaded the attempt is an empty one, whose methods wait for `load()`. */
interface Loading {
  readonly isLoaded: boolean;
}

export type SignInFutureState = Loading & SignInSignalValue;
export type SignUpFutureState = Loading & SignUpSignalValue;
export type WaitlistState = Loading & WaitlistSignalValue;

/**
 * Returns a store of the sign-in with the newer methods, which resolve to `{ error }`. The first read of its value after
 * `load()` loads their code.
 *
 * @param clerk the instance; nothing on a server
 * @example
 * signInFutureStore(clerk).subscribe(({ signIn, errors, fetchStatus }) => {
 *   form.onsubmit = () => signIn.password({ emailAddress: email.value, password: password.value });
 *   button.disabled = fetchStatus === 'fetching';
 *   passwordError.textContent = errors.fields.password?.longMessage ?? '';
 * });
 */
export function signInFutureStore(clerk: FutureStoreHost | null | undefined): ReadableStore<SignInFutureState> {
  return storeOf(clerk, signInState as (clerk: StoreHost) => SignInFutureState, initial(clerk).signIn);
}

/** Returns a store of the sign-up with the newer methods. See {@link signInFutureStore}. */
export function signUpFutureStore(clerk: FutureStoreHost | null | undefined): ReadableStore<SignUpFutureState> {
  return storeOf(clerk, signUpState as (clerk: StoreHost) => SignUpFutureState, initial(clerk).signUp);
}

/** Returns a store of the waitlist. See {@link signInFutureStore}. */
export function waitlistStore(clerk: FutureStoreHost | null | undefined): ReadableStore<WaitlistState> {
  return storeOf(clerk, waitlistState as (clerk: StoreHost) => WaitlistState, initial(clerk).waitlist);
}

const signInState = (clerk: FutureStoreHost): SignInFutureState =>
  isReady(clerk) ? { isLoaded: true, ...clerk.__internal_state.signInSignal() } : initial(clerk).signIn;
const signUpState = (clerk: FutureStoreHost): SignUpFutureState =>
  isReady(clerk) ? { isLoaded: true, ...clerk.__internal_state.signUpSignal() } : initial(clerk).signUp;
const waitlistState = (clerk: FutureStoreHost): WaitlistState =>
  isReady(clerk) ? { isLoaded: true, ...clerk.__internal_state.waitlistSignal() } : initial(clerk).waitlist;

interface Initial {
  readonly signIn: SignInFutureState;
  readonly signUp: SignUpFutureState;
  readonly waitlist: WaitlistState;
}

const initials = new WeakMap<object, Initial>();
/** Stands for the instance where there is none. */
const NOBODY = {};

/** Returns the values before the instance is loaded: the same ones each time. */
function initial(clerk: StoreHost | null | undefined): Initial {
  const known = initials.get(clerk ?? NOBODY);
  if (known) return known;
  const { signIn, signUp, waitlist } = beforeLoad(clerk as FutureStoreHost | null | undefined);
  const idle = { isLoaded: false, fetchStatus: 'idle' } as const;
  const made: Initial = {
    signIn: { ...idle, signIn, errors: noErrors(SIGN_IN_FIELDS) },
    signUp: { ...idle, signUp, errors: noErrors(SIGN_UP_FIELDS) },
    waitlist: { ...idle, waitlist, errors: noErrors(WAITLIST_FIELDS) },
  };
  initials.set(clerk ?? NOBODY, made);
  return made;
}

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
