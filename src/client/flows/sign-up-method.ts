import type { SignUpResource } from '../resources/types.ts';
import type { FlowContext } from './context.ts';
import type { FlowOptions, LinkOutcome, SentLink, SignUpAction } from './types.ts';

/** What a method may do to the sign-up it is a part of. The twin of `SignInRun`. */
export interface SignUpRun {
  readonly context: FlowContext;
  readonly options: FlowOptions;
  readonly attempt: SignUpResource | undefined;
  /** The client's empty or present attempt. Waits for the client. */
  begin(): Promise<SignUpResource>;
  take(attempt: SignUpResource): void;
  /** Goes where the attempt stands: the next missing or unverified field, the session. */
  advance(): Promise<void>;
  finish(sessionId: string | null | undefined): Promise<void>;
  showLink(link: SentLink | null): void;
  goTo(step: 'choose-wallet' | 'sso-callback' | 'start', error?: unknown): void;
  goToVerify(outcome: LinkOutcome): void;
  /** Goes through the door of the flow, for what began outside of it: ignored while something else is pending. */
  submit(action: SignUpAction): Promise<void>;
  /** Aborted once another step is shown or the flow is gone. */
  readonly left: AbortSignal;
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
