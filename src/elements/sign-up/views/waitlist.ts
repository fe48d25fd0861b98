import type { SignUpStep } from '../../../client/flows/types.ts';
import { frame } from '../../parts/frame.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import type { ClerkSignUp } from '../sign-up.ts';

/** The waitlist instead of an account. */
export const screen: DeferredScreen<ClerkSignUp, Extract<SignUpStep, { name: 'waitlist' }>> = {
  sheets: [],
  texts: [],
  draw: (host) => frame(host, 'signUp'),
};
