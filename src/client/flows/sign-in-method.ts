import type { FirstFactor, SecondFactor } from '../resources/types.ts';
import type { AttemptFlow } from './attempt-flow.ts';
import type { SignInAction, SignInStep } from './types.ts';

/** What a method may do to the sign-in it is a part of. */
export interface SignInRun extends AttemptFlow<'signIn', SignInStep, SignInAction> {
  /** Goes where the attempt stands: the next factor, a new password, the session. */
  advance(): Promise<void>;
  /** Hands what was typed over to sign-up, below this element. */
  goToSignUp(): void;
}

/**
 * A way in whose code comes when it is needed: passkeys, wallets, providers, links. Codes and passwords need none:
 * the machine itself sends and tries them.
 */
export interface SignInMethod {
  /** Its factor was chosen, or is the first one; `level` tells at which step. */
  enter?(run: SignInRun, factor: FirstFactor | SecondFactor, level: 'first' | 'second'): Promise<void>;
  /**
   * Its button on the first page was pressed, or its button on the factor's own page. With `detail: 'autofill'` it
   * only begins to wait, while the form stays open for everything else.
   */
  start?(run: SignInRun, action: Extract<SignInAction, { type: 'method' }>): Promise<void>;
  /** The page of its landing step was reached: `sso-callback`, `verify`. */
  land?(run: SignInRun): Promise<void>;
}
