import type { ReverificationAction } from '../../client/flows/reverification/reverification-flow.ts';
import type { FormState } from '../base/form-state.ts';
import type { FactorHost } from '../parts/factor-views/factor-screen.ts';

/** What the views of the dialog use of the element they draw for. */
export interface VerificationHost extends FactorHost {
  readonly form: FormState & {
    /** Resolves once the action is over, however it went. */
    submit(action: ReverificationAction): Promise<void> | undefined;
  };
  /** Shown in place of the factor. */
  readonly choosing: 'another' | 'help' | null;
}
