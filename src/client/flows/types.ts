import type { IdentifierType } from '../../protocol/strategies.ts';
import type { FlowError } from '../errors.ts';
import type { FirstFactor, SecondFactor } from '../resources/types/factors.ts';
import type { SessionResource } from '../resources/types/session.ts';
import type { SignInMethodResource } from '../resources/types/user-factors.ts';

/** What went wrong with the last action: errors of form fields, and one error of the whole form. */
export interface FlowErrors {
  /** By the camelCase name of the form field: `identifier`, `password`, `code`, `emailAddress`, … */
  readonly fields: Readonly<Record<string, FlowError>>;
  /** Shown as an alert above the form. */
  readonly global: FlowError | null;
}

/** The errors of a flow in which nothing went wrong. */
export const NO_ERRORS: FlowErrors = Object.freeze({ fields: Object.freeze({}), global: null });

export interface FlowState<Step extends { name: string }> {
  readonly step: Step;
  /** `type` of the action that is running; null when the flow takes another one. */
  readonly pending: string | null;
  readonly errors: FlowErrors;
}

/**
 * A form of several steps as a state machine. `submit` is the only way to act on it: it ignores a second action while
 * one is pending, never rejects, and shows every outcome as a new `state`. Listeners are called synchronously and are
 * not awaited.
 */
export interface Flow<Step extends { name: string }, Action extends { type: string }> {
  readonly state: FlowState<Step>;
  /** Resolves when the action is over, whatever came of it. */
  submit(action: Action): Promise<void>;
  subscribe(listener: () => void): () => void;
  /** Stops everything that the flow waits for. */
  dispose(): void;
}

/** A flow whose steps are in the URL. */
export interface RoutedFlow<Step extends { name: string }, Action extends { type: string }> extends Flow<Step, Action> {
  /** Resolves when the flow can tell whether a step of the URL is allowed; absent when it can from the start. */
  readonly ready?: Promise<void>;
  /**
   * Asks for a step, as the URL does on arrival, back and forward. Goes there when the attempt allows it, else to the
   * nearest step that it allows. Sends nothing. The caller then makes the URL equal `state.step.name`.
   */
  requestStep(stepName: string): void;
  /**
   * Waits in the background for the user to choose a method that needs no button, such as a passkey among the
   * suggestions of a field. The flow stays open meanwhile, and a failure is not shown. Does nothing when it waits
   * already. Resolves when it no longer waits.
   */
  watch?(strategy: string): Promise<void>;
}

/** A code or link that was sent. */
export interface SentCode {
  /** Where it went, masked or whole, as it may be shown. */
  readonly to: string;
  /** When another one may be sent, in milliseconds of the platform's clock. */
  readonly resendAt: number;
}

/** What is known of a link that was sent. */
export interface SentLink {
  /** The number to match when the link is opened on another device; null while there is none. */
  readonly matchNumber: string | null;
  /** The link can be confirmed in this browser only. */
  readonly sameClientOnly: boolean;
  /** The link can no longer be confirmed: it has expired, or was refused. */
  readonly isOver: boolean;
}

/** A step that asks for one factor of several. */
export interface FactorStep<Name extends string, Factor> {
  readonly name: Name;
  readonly identifier: string;
  readonly factor: Factor;
  /** The account's other factors for this step. */
  readonly alternatives: readonly Factor[];
  /** What was sent for `factor`; null when nothing was, or when that failed. */
  readonly sent: SentCode | null;
  readonly link: SentLink | null;
}

/** What became of a link that was opened. */
export type LinkOutcome = 'loading' | 'verified' | 'expired' | 'failed' | 'client_mismatch' | 'transferable';

/** Steps that sign-in and sign-up have in common. */
export type SharedStep =
  /** Asks which of the page's wallets to use. */
  | { readonly name: 'choose-wallet' }
  /** Back from a provider, whose outcome is being looked up. */
  | { readonly name: 'sso-callback' }
  /** A mailed link was opened, and led here. */
  | { readonly name: 'verify'; readonly outcome: LinkOutcome }
  /** The session is active; the element leaves the page. */
  | {
      readonly name: 'complete';
      readonly sessionId: string;
      /** Where to go in place of the page that follows a sign-in. */
      readonly target?: string | undefined;
    };

export type SignInStep =
  | SharedStep
  | {
      readonly name: 'start';
      readonly identifiers: readonly IdentifierType[];
      /** The password is asked for on the same page. */
      readonly password: boolean;
      /** To prefill: the attempt's identifier, else the initial value. */
      readonly identifier: string;
    }
  | (FactorStep<'factor-one', FirstFactor> & {
      /** What the user has chosen to see in place of the factor. */
      readonly choosing?: 'another' | 'forgot' | 'help';
    })
  | FactorStep<'factor-two', SecondFactor>
  /** The first factor was right, and the device is not known yet. */
  | FactorStep<'client-trust', SecondFactor>
  | { readonly name: 'reset-password'; readonly identifier: string }
  /** The password was reset, and the flow goes on by itself. The session is not active yet. */
  | { readonly name: 'reset-password-done'; readonly sessionId: string }
  /** The reset has switched other sign-in methods off. The session is not active yet. */
  | {
      readonly name: 'reset-password-success';
      readonly sessionId: string;
      readonly methods: readonly SignInMethodResource[];
    }
  /** Several accounts are signed in: asks which one to go on with, or to add another. */
  | { readonly name: 'choose'; readonly sessions: readonly SessionResource[] }
  /** There is no account with this identifier: a sign-up takes over below this step. */
  | { readonly name: 'create'; readonly values: SignUpValues };

/** Starts a method that asks for nothing typed: `passkey`, `oauth_google`, `web3_metamask_signature`. */
export interface MethodAction {
  type: 'method';
  strategy: string;
  detail?: unknown;
}

/** What the first page leads to in place of the password: a new one, the list of other methods, or a code. */
export type WithoutPassword = 'forgot' | 'another' | 'code';

export type SignInAction =
  | {
      type: 'identify';
      identifier: string;
      password?: string | undefined;
      /** The first factor to ask for, if the account has it. */
      strategy?: string;
      /** What to go on with; the password is not sent then. */
      instead?: WithoutPassword | undefined;
    }
  | { type: 'password'; password: string }
  /** A typed code: of an email, a text message, an authenticator app, or a backup code. */
  | { type: 'code'; code: string }
  | { type: 'resend' }
  | { type: 'choose-factor'; factor: FirstFactor | SecondFactor }
  /** Sends a code that allows a new password in place of a forgotten one. */
  | { type: 'forgot' }
  | { type: 'reset-password'; password: string; signOutOfOtherSessions: boolean }
  | MethodAction
  | { type: 'choose-session'; sessionId: string }
  /** Goes on after a reset: to `target`, or to the page that follows a sign-in. */
  | { type: 'continue'; target?: string };

export type SignInFlow = RoutedFlow<SignInStep, SignInAction>;

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
  /** The server has a value of this attempt, which it never shows: a password. */
  readonly isKept?: boolean;
}

/** The values typed so far, without the password, which is never kept. */
export interface SignUpValues {
  emailAddress?: string;
  phoneNumber?: string;
  username?: string;
  firstName?: string;
  lastName?: string;
}

/** The values of the form, as they are submitted. */
export interface SignUpInput extends SignUpValues {
  password?: string;
  /** `true` when the box is ticked. */
  legalAccepted?: string;
}

export type SignUpStep =
  | SharedStep
  | { readonly name: 'start'; readonly fields: readonly SignUpFieldSpec[]; readonly values: SignUpValues }
  /** Asks for required fields that are still missing. */
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
  /** Asks for an address to put on the waitlist, or says that it is on it. */
  | { readonly name: 'waitlist'; readonly joined: boolean; readonly values: SignUpValues };

export type SignUpAction =
  | { type: 'fields'; values: SignUpInput }
  | { type: 'code'; code: string }
  | { type: 'resend' }
  /** Verifies the address with a link instead of a code, or with a code instead of a link. */
  | { type: 'choose-strategy'; strategy: string }
  | MethodAction
  | { type: 'join-waitlist'; emailAddress: string };

export type SignUpFlow = RoutedFlow<SignUpStep, SignUpAction>;

/** Properties of `<clerk-sign-in>` and `<clerk-sign-up>` that concern the flow rather than its look. */
export interface FlowOptions {
  initialValues?: SignUpValues;
  unsafeMetadata?: Record<string, unknown>;
  /** Returns the absolute URL of a step of the element, for links and providers to lead back to. */
  stepUrl?: (step: string) => string;
  /** Returns the page with the other form: sign-up from sign-in, and back. The instance knows a default. */
  counterpartUrl?: () => string;
  /** Returns where the element will go once the flow is complete. */
  targetUrl?: () => string;
  /** Returns the query of the page, or that of its hash. */
  params?: () => URLSearchParams;
  /** Leaves the ticket in the URL alone until the user submits something. */
  holdsTicket?: boolean;
  /** Lets a user who has no account sign up without leaving the element. */
  withSignUp?: boolean;
  /** Turns the sign-in with an unknown account of a provider into a sign-up. Default true. */
  transferable?: boolean;
  /** Goes to providers in this window or in a popup. Default `auto`. */
  oauthFlow?: 'auto' | 'redirect' | 'popup';
}
