import type { FirstFactor, SecondFactor, SignInResource } from '../resources/types.ts';
import type { FlowContext } from './context.ts';
import type { FlowOptions, LinkOutcome, SentLink, SignInAction } from './types.ts';

/** What a method may do to the sign-in it is a part of. */
export interface SignInRun {
  readonly context: FlowContext;
  readonly options: FlowOptions;
  /** The attempt as it is now; undefined before there is one. */
  readonly attempt: SignInResource | undefined;
  /** What was typed to say who it is. */
  readonly identifier: string;
  /** The client's empty or present attempt, to `create` from. Waits for the client. */
  begin(): Promise<SignInResource>;
  /** What comes next waits for this request: two at once would make two clients of a new browser. */
  hold(request: Promise<unknown>): void;
  /** Takes a newer snapshot of the attempt. */
  take(attempt: SignInResource): void;
  /** Goes where the attempt stands: the next factor, a new password, the session. */
  advance(): Promise<void>;
  /** Activates the session and completes the flow. */
  finish(sessionId: string | null | undefined): Promise<void>;
  /** Shows what is known of a link that was sent. */
  showLink(link: SentLink | null): void;
  /** Puts up a step that has no factor: `choose-wallet`, `sso-callback`, `verify` with its outcome, `start`. */
  goTo(step: 'choose-wallet' | 'sso-callback' | 'start', error?: unknown): void;
  goToVerify(outcome: LinkOutcome): void;
  /** Hands what was typed over to sign-up, below this element. */
  goToSignUp(): void;
  /** Goes through the door of the flow, for what began outside of it: ignored while something else is pending. */
  submit(action: SignInAction): Promise<void>;
  /** Aborted once another step is shown or the flow is gone: whatever waits has to stop. */
  readonly left: AbortSignal;
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
