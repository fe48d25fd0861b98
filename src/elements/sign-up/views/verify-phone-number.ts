import type { SignUpStep } from '../../../client/flows/types.ts';
import { frame } from '../../parts/frame.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import type { ClerkSignUp } from '../sign-up.ts';

/** Proves the phone number with a code sent to it. */
export const screen: DeferredScreen<ClerkSignUp, Extract<SignUpStep, { name: 'verify-phone-number' }>> = {
  sheets: [],
  texts: [],
  draw: (host) => frame(host, 'signUp'),
};
