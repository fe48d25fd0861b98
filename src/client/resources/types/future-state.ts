import type { ClerkAPIResponseError, ClerkRuntimeError } from '../../errors.ts';
import type { SetActiveParams } from '../../types.ts';
import type { SignInFutureResource } from './sign-in-future.ts';
import type { SignUpFutureResource } from './sign-up-future.ts';

/** What every method of the newer custom-flow API resolves to. It never rejects. */
export interface FutureResult {
  /** Why the call failed; null when it did not. */
  error: FutureError | null;
}

/** An error as the newer custom-flow API returns it: always with a code, whatever failed. */
export type FutureError = (ClerkAPIResponseError | ClerkRuntimeError | Error) & {
  /** `api_response_error` for an answer of the API, whose own codes are in `errors`. */
  readonly code: string;
  readonly longMessage?: string | undefined;
  /** What the API answered, if it did. */
  readonly errors?: ClerkAPIResponseError['errors'];
};

/** An error that belongs to no field. */
export type GlobalError = FutureError & {
  /** Whether it is an answer of the API. */
  isClerkAPIResponseError(): boolean;
  /** Whether the client raised it itself, such as without a network. */
  isClerkRuntimeError(): boolean;
};

/** An error below a field of a form. */
export interface FieldError {
  code: string;
  message: string;
  longMessage?: string;
}

/** The errors of the last call on an attempt, for a form to show. The next call empties them. */
export interface FormErrors<Field extends string> {
  /** By field, with names as parameters have them: `emailAddress`. Null where nothing is wrong. */
  fields: Record<Field, FieldError | null>;
  /** All errors as they arrived; null when there are none. */
  raw: unknown[] | null;
  /** Errors that belong to none of the fields; null when there are none. A call that got no answer is one of them. */
  global: GlobalError[] | null;
}

/** Fields of a form that signs in. */
export type SignInField = 'identifier' | 'password' | 'code';
/** Fields of a form that signs up. */
export type SignUpField =
  | 'firstName'
  | 'lastName'
  | 'emailAddress'
  | 'phoneNumber'
  | 'password'
  | 'username'
  | 'code'
  | 'captcha'
  | 'legalAccepted';
/** Fields of the form of the waitlist. */
export type WaitlistField = 'emailAddress';

interface SignalValue<Field extends string> {
  errors: FormErrors<Field>;
  /** `fetching` while a call is under way. */
  fetchStatus: 'idle' | 'fetching';
}

/** What `signInSignal()` returns: a new object for each change. */
export interface SignInSignalValue extends SignalValue<SignInField> {
  /** The present sign-in. */
  signIn: SignInFutureResource;
}

/** What `signUpSignal()` returns: a new object for each change. */
export interface SignUpSignalValue extends SignalValue<SignUpField> {
  /** The present sign-up. */
  signUp: SignUpFutureResource;
}

/** What `waitlistSignal()` returns: a new object for each change. */
export interface WaitlistSignalValue extends SignalValue<WaitlistField> {
  waitlist: WaitlistResource;
}

/** An entry on the waitlist. */
export interface WaitlistResource {
  readonly pathRoot: string;
  /** Empty before the visitor has joined. */
  readonly id: string;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  /** Adds an email address to the waitlist. */
  join(params: { emailAddress: string }): Promise<FutureResult>;
  /** Resolves to the entry as it is. */
  reload(params?: object): Promise<WaitlistResource>;
}

/** Parameters of `finalize`. */
export interface FinalizeParams {
  /** Called to go to the next page, instead of staying on this one. Pass URLs through `decorateUrl`. */
  navigate?: SetActiveParams['navigate'];
}

/**
 * The signals behind Clerk's hooks for custom flows. A signal is a function that returns the present value; read inside
 * an effect, it runs the effect again with each change.
 */
export interface FutureState {
  signInSignal(): SignInSignalValue;
  signUpSignal(): SignUpSignalValue;
  waitlistSignal(): WaitlistSignalValue;
  /** Runs the callback now and after each change of a signal that it read. @returns a function that ends it */
  __internal_effect(callback: () => void): () => void;
  /** Creates a signal that is computed from others. */
  __internal_computed<Value>(getter: (previous?: Value) => Value): () => Value;
  readonly __internal_waitlist: WaitlistResource;
}
