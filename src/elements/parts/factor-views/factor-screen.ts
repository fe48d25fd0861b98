import type { FormHost } from '../../base/form-state.ts';

/** An element that asks for one of several factors. */
export interface FactorHost extends FormHost {
  /** Shows the list of other methods, or help, in place of the factor; null shows the factor again. */
  choose(list: 'another' | 'help' | null): void;
}

/** What the screens of sign-in and of reverification that ask for a factor have in common. */
export interface FactorScreen {
  /** Appearance key of the flow. */
  flow: 'signIn' | 'userVerification';
  /** First word of the flow's text keys. */
  texts: 'signIn' | 'reverification';
  /** Name of the flow's step. */
  step: string;
  /** The account, as the user knows it. */
  identifier: string;
  /** Goes back to the choice of the account; absent where the account is settled. */
  edit?: () => void;
  footer?: unknown;
}
