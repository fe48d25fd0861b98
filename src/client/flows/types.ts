import type { IdentifierType } from '../../protocol/strategies.ts';
import type { ClerkAPIError } from '../errors.ts';
import type { FirstFactor } from '../resources/types.ts';

/** What went wrong with the last action, split once: by form field, and for the whole form. */
export interface FlowErrors {
  /** Keyed by the camelCase name of the form field: `identifier`, `password`, `code`, `emailAddress`, … */
  readonly fields: Readonly<Record<string, ClerkAPIError>>;
  /** Shown as one alert above the form. */
  readonly global: ClerkAPIError | null;
}

export interface FlowState<Step extends { name: string }> {
  readonly step: Step;
  /** `type` of the action in flight; `submit` is closed until it is over. */
  readonly pending: string | null;
  readonly errors: FlowErrors;
}

/**
 * A multi-step form as an explicit machine. `submit` is its only door: it is closed while an action
 * is pending (a second call is ignored), never rejects, and every outcome is a new `state`.
 * Listeners are called synchronously and are not awaited.
 */
export interface Flow<Step extends { name: string }, Action extends { type: string }> {
  readonly state: FlowState<Step>;
  submit(action: Action): Promise<void>;
  /**
   * The URL asks for a step (arrival, back, forward). Goes there if the attempt allows it, otherwise to the
   * nearest step that it does allow; sends no request. The caller then makes the URL equal `state.step.name`.
   */
  show(stepName: string): void;
  subscribe(listener: () => void): () => void;
  /** Stops following the store. */
  dispose(): void;
}

/** A code that was sent. */
export interface SentCode {
  /** Where to, masked or whole, as it may be shown. */
  readonly to: string;
  /** Local milliseconds since the epoch at which it may be sent again. */
  readonly resendAt: number;
}

export type SignInStep =
  | {
      readonly name: 'start';
      readonly identifiers: readonly IdentifierType[];
      /** The password is asked on the same page. */
      readonly password: boolean;
      /** To prefill: the attempt's identifier, else the initial value. */
      readonly identifier: string;
    }
  | {
      readonly name: 'factor-one';
      readonly identifier: string;
      readonly factor: FirstFactor;
      /** Other ways to prove it, without `factor`. */
      readonly alternatives: readonly FirstFactor[];
      /** Set once a code was sent for `factor`; null = still to be sent or failed. */
      readonly sent: SentCode | null;
    }
  /** The session is active; what follows is navigation. */
  | { readonly name: 'complete'; readonly sessionId: string };

export type SignInAction =
  | { type: 'identify'; identifier: string; password?: string }
  | { type: 'password'; password: string }
  | { type: 'code'; code: string }
  | { type: 'resend' }
  | { type: 'choose-factor'; factor: FirstFactor };

export type SignInFlow = Flow<SignInStep, SignInAction>;

export interface SignUpFieldSpec {
  readonly name: 'emailAddress' | 'username' | 'password' | 'firstName' | 'lastName';
  readonly required: boolean;
}

/** Values typed so far, without the password: it is never kept. */
export interface SignUpValues {
  emailAddress?: string;
  username?: string;
  firstName?: string;
  lastName?: string;
}

export type SignUpStep =
  | { readonly name: 'start'; readonly fields: readonly SignUpFieldSpec[]; readonly values: SignUpValues }
  /** Required fields that are still missing. */
  | { readonly name: 'continue'; readonly fields: readonly SignUpFieldSpec[]; readonly values: SignUpValues }
  | { readonly name: 'verify-email-address'; readonly emailAddress: string; readonly sent: SentCode | null }
  | { readonly name: 'complete'; readonly sessionId: string };

export type SignUpAction =
  | { type: 'fields'; values: SignUpValues & { password?: string } }
  | { type: 'code'; code: string }
  | { type: 'resend' };

export type SignUpFlow = Flow<SignUpStep, SignUpAction>;

/** Props of `<clerk-sign-in>`/`<clerk-sign-up>` that concern the flow rather than the look. */
export interface FlowOptions {
  initialValues?: { emailAddress?: string; username?: string; firstName?: string; lastName?: string };
  unsafeMetadata?: Record<string, unknown>;
}
