import type { AttemptFlow } from './attempt-flow.ts';
import type { SignUpAction, SignUpStep } from './types.ts';

/** What a method may do to the sign-up it is a part of. */
export interface SignUpRun extends AttemptFlow<'signUp', SignUpStep, SignUpAction> {
  /** Goes where the attempt stands: the next missing or unverified field, the session. */
  advance(): Promise<void>;
}

/** A way to sign up or to verify whose code comes when it is needed. */
export interface SignUpMethod {
  /** A link was sent, or its step is shown again: wait for it. */
  wait?(run: SignUpRun): Promise<void>;
  /** Its button was pressed. */
  start?(run: SignUpRun, action: Extract<SignUpAction, { type: 'method' }>): Promise<void>;
  /** The page of its landing step was reached. */
  land?(run: SignUpRun): Promise<void>;
}
