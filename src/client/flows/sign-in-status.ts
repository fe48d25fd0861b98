import type { WireErrorCode } from '../../protocol/error-codes.ts';
import type { FirstFactor, SecondFactor, SignInResource } from '../resources/types.ts';
import type { SignInAction, SignUpValues } from './types.ts';

export type Factor = FirstFactor | SecondFactor;

const REFUSED: readonly WireErrorCode[] = [
  'strategy_for_user_invalid',
  'form_password_incorrect',
  'form_password_pwned',
];

/** Whether the API refused the password that was sent with the identifier, while the identifier may be good. */
export function isPasswordRefused(code: WireErrorCode): boolean {
  return REFUSED.includes(code);
}

/** Where the attempt stands, by status; the others are no steps of their own. */
export const STEP_OF = {
  needs_first_factor: 'factor-one',
  needs_second_factor: 'factor-two',
  needs_client_trust: 'client-trust',
  needs_new_password: 'reset-password',
} as const;

/** Does it only wait, while the form stays open? */
export function isBackground(action: SignInAction): action is Extract<SignInAction, { type: 'method' }> {
  return action.type === 'method' && action.detail === 'autofill';
}

/** Steps of the URL that stand for wherever the attempt is. */
export const FACTOR_STEPS = { 'factor-one': 1, 'factor-two': 1, 'client-trust': 1, 'reset-password': 1 };

export function isOpen(attempt: SignInResource | undefined): attempt is SignInResource {
  return (attempt?.status ?? '') in STEP_OF;
}

/** Which factor an attempt is at. */
export function levelOf(attempt: SignInResource | undefined): 'first' | 'second' {
  return attempt?.status === 'needs_first_factor' ? 'first' : 'second';
}

/** What `prepare…` has to be told of a factor. */
export function pickIds(factor: object): { strategy: string } {
  const known = /^(strategy|emailAddressId|phoneNumberId|web3WalletId)$/;
  return Object.fromEntries(Object.entries(factor).filter(([name]) => known.test(name))) as { strategy: string };
}

/** What an identifier is called in a sign-up. */
export function valuesOf(identifier: string): SignUpValues {
  if (identifier.includes('@')) return { emailAddress: identifier };
  return identifier.startsWith('+') ? { phoneNumber: identifier } : { username: identifier };
}

export function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
