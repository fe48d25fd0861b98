import type { SignUpAction, SignUpStep } from '../../client/flows/types.ts';
import type { FlowForm } from '../base/form-state.ts';
import type { ViewHost } from '../base/view-host.ts';

/** What the views of a sign-up use of the element they draw for. */
export interface SignUpHost extends ViewHost {
  readonly form: FlowForm<SignUpAction>;
  /** The sign-in page, with the parameters that decide where to go afterwards. */
  readonly signInLink: string;
}

export type Step<Name extends SignUpStep['name']> = Extract<SignUpStep, { name: Name }>;
