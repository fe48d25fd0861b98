import type { FlowOptions, SignInAction, SignInStep } from '../../client/flows/types.ts';
import type { FirstFactor, SecondFactor } from '../../client/resources/types/factors.ts';
import type { FlowForm } from '../base/form-state.ts';
import type { ViewHost } from '../base/view-host.ts';

/** Shown in place of the factor; `forgot` is the list of other methods, reached from the password. */
export type Choosing = 'another' | 'forgot' | 'help';

/** What the views of a sign-in use of the element they draw for. */
export interface SignInHost extends ViewHost, SignUpProps {
  readonly form: FlowForm<SignInAction, SignInStep>;
  choosing: Choosing | null;
  /** The sign-up page, with the parameters that decide where to go afterwards. */
  readonly signUpLink: string;
  readonly withSignUp: boolean | undefined;
  readonly welcomeBack: boolean | undefined;
  /** Shows the list of other methods or the help page; null goes back to the factor. */
  choose(choosing: Choosing | null): void;
  /** Goes on with another factor. */
  chooseFactor(factor: FirstFactor | SecondFactor): void;
}

/** Properties that the element passes on to a sign-up within it. */
interface SignUpProps {
  readonly routing: string | undefined;
  readonly path: string | undefined;
  readonly initialValues: FlowOptions['initialValues'];
  readonly unsafeMetadata: FlowOptions['unsafeMetadata'];
  readonly forceRedirectUrl: string | null | undefined;
  readonly fallbackRedirectUrl: string | null | undefined;
  readonly signUpForceRedirectUrl: string | null | undefined;
  readonly signUpFallbackRedirectUrl: string | null | undefined;
}

export type Step<Name extends SignInStep['name']> = Extract<SignInStep, { name: Name }>;
export type FactorOneStep = Step<'factor-one'>;
export type FactorTwoStep = Step<'factor-two' | 'client-trust'>;
export type AnyFactorStep = FactorOneStep | FactorTwoStep;
