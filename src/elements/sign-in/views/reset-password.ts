import type { SignInStep } from '../../../client/flows/types.ts';
import { frame } from '../../parts/frame.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import type { ClerkSignIn } from '../sign-in.ts';

/** A new password instead of the forgotten one. */
export const screen: DeferredScreen<ClerkSignIn, Extract<SignInStep, { name: 'reset-password' }>> = {
  sheets: [],
  texts: [],
  draw: (host) => frame(host, 'signIn'),
};
