import type { IdentifierType } from '../../protocol/strategies.ts';
import type { FlowError } from '../errors.ts';
import type { FirstFactor, SecondFactor, SessionResource } from '../resources/types.ts';

/** What went wrong with the last action, split once: by form field, and for the whole form. */
export interface FlowErrors {
  /** Keyed by the camelCase name of the form field: `identifier`, `password`, `code`, `emailAddress`, … */
  readonly fields: Readonly<Record<string, FlowError>>;
  /** Shown as one alert above the form. */
  readonly global: FlowError | null;
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
  /** Resolves once it can tell whether a step of the URL holds; absent = it can at once. */
  readonly ready?: Promise<void>;
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
  /** When it may be sent again, in milliseconds of the platform's clock. */
  readonly resendAt: number;
}

/** A link that was sent. */
export interface SentLink {
  /** The number to match when the link is opened on another device; null = not there (yet). */
  readonly matchNumber: string | null;
  /** The link can be confirmed in this browser only. */
  readonly sameClientOnly: boolean;
  /** Nobody can confirm it any more: it came too late, or somebody said that it was not them. */
  readonly isOver: boolean;
}

/** A step that asks for one factor of several. */
export interface FactorStep<Name extends string, Factor> {
  readonly name: Name;
  readonly identifier: string;
  readonly factor: Factor;
  /** Other ways to prove it, without `factor`. */
  readonly alternatives: readonly Factor[];
  /** Set once a code or link was sent for `factor`; null = still to be sent or failed. */
  readonly sent: SentCode | null;
  readonly link: SentLink | null;
}

/** What became of a link that was opened. */
export type LinkOutcome = 'loading' | 'verified' | 'expired' | 'failed' | 'client_mismatch' | 'transferable';

export type SignInStep =
  | {
      readonly name: 'start';
      readonly identifiers: readonly IdentifierType[];
      /** The password is asked on the same page. */
      readonly password: boolean;
      /** To prefill: the attempt's identifier, else the initial value. */
      readonly identifier: string;
    }
  | FactorStep<'factor-one', FirstFactor>
  | FactorStep<'factor-two', SecondFactor>
  /** The password was right, and the device is not known yet. */
  | FactorStep<'client-trust', SecondFactor>
  /** A new password is due. */
  | { readonly name: 'reset-password'; readonly identifier: string }
  /** Several accounts are signed in: go on with one of them, or add another. */
  | { readonly name: 'choose'; readonly sessions: readonly SessionResource[] }
  /** Which of the page's wallets? */
  | { readonly name: 'choose-wallet' }
  /** Back from a provider; what came of it is being looked up. */
  | { readonly name: 'sso-callback' }
  /** A link was opened, and leads here. */
  | { readonly name: 'verify'; readonly outcome: LinkOutcome }
  /** Nobody has this identifier: sign-up takes over below this path. */
  | { readonly name: 'create'; readonly values: SignUpValues }
  /** The session is active; what follows is navigation. */
  | { readonly name: 'complete'; readonly sessionId: string };

export type SignInAction =
  | { type: 'identify'; identifier: string; password?: string }
  | { type: 'password'; password: string }
  /** A typed code: of a mail, a text message, an authenticator app, or a backup code. */
  | { type: 'code'; code: string }
  | { type: 'resend' }
  | { type: 'choose-factor'; factor: FirstFactor | SecondFactor }
  /** Another password instead of the forgotten one: sends a code first. */
  | { type: 'forgot' }
  | { type: 'reset-password'; password: string; signOutOfOtherSessions: boolean }
  /** A way in that needs no identifier: `passkey`, `oauth_google`, `web3_metamask_signature`. */
  | { type: 'method'; strategy: string; detail?: unknown }
  | { type: 'choose-session'; sessionId: string }
  /** A page behind a link or a visit to a provider was reached: go on from what the URL and the attempt say. */
  | { type: 'land' };

export type SignInFlow = Flow<SignInStep, SignInAction>;

export interface SignUpFieldSpec {
  readonly name:
    | 'emailAddress'
    | 'phoneNumber'
    | 'username'
    | 'password'
    | 'firstName'
    | 'lastName'
    /** A checkbox. */
    | 'legalAccepted';
  readonly required: boolean;
}

/** Values typed so far, without the password: it is never kept. */
export interface SignUpValues {
  emailAddress?: string;
  phoneNumber?: string;
  username?: string;
  firstName?: string;
  lastName?: string;
}

/** Values of the form as they are sent. */
export interface SignUpInput extends SignUpValues {
  password?: string;
  /** `true` when the box is ticked. */
  legalAccepted?: string;
}

export type SignUpStep =
  | { readonly name: 'start'; readonly fields: readonly SignUpFieldSpec[]; readonly values: SignUpValues }
  /** Required fields that are still missing. */
  | { readonly name: 'continue'; readonly fields: readonly SignUpFieldSpec[]; readonly values: SignUpValues }
  | {
      readonly name: 'verify-email-address';
      readonly emailAddress: string;
      /** `email_code` or `email_link`. */
      readonly strategy: string;
      readonly sent: SentCode | null;
      readonly link: SentLink | null;
    }
  | { readonly name: 'verify-phone-number'; readonly phoneNumber: string; readonly sent: SentCode | null }
  | { readonly name: 'choose-wallet' }
  | { readonly name: 'sso-callback' }
  | { readonly name: 'verify'; readonly outcome: LinkOutcome }
  /** The address is on the waitlist now, or is to be put there. */
  | { readonly name: 'waitlist'; readonly joined: boolean; readonly values: SignUpValues }
  | { readonly name: 'complete'; readonly sessionId: string };

export type SignUpAction =
  | { type: 'fields'; values: SignUpInput }
  | { type: 'code'; code: string }
  | { type: 'resend' }
  /** Verify the address the other way. */
  | { type: 'choose-strategy'; strategy: string }
  | { type: 'method'; strategy: string; detail?: unknown }
  | { type: 'join-waitlist'; emailAddress: string }
  | { type: 'land' };

export type SignUpFlow = Flow<SignUpStep, SignUpAction>;

/** Props of `<clerk-sign-in>`/`<clerk-sign-up>` that concern the flow rather than the look. */
export interface FlowOptions {
  initialValues?: SignUpValues;
  unsafeMetadata?: Record<string, unknown>;
  /** Absolute URL of a step of the element: where a link or a provider leads back to. */
  stepUrl?: (step: string) => string;
  /** Page with the other form: sign-up from sign-in, and back; default from the instance. */
  twinUrl?: () => string;
  /** Where those go who are done: what the element will navigate to. */
  targetUrl?: () => string;
  /** Query of the page, or of the hash. */
  params?: () => URLSearchParams;
  /** Whoever has no account signs up without leaving the element. */
  withSignUp?: boolean;
  /** Turn a sign-in with an unknown account elsewhere into a sign-up; default true. */
  transferable?: boolean;
  /** How providers are visited; default `auto`. */
  oauthFlow?: 'auto' | 'redirect' | 'popup';
}
