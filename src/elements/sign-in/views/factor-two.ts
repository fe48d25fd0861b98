import type { SignInStep } from '../../../client/flows/types.ts';
import { frame } from '../../parts/frame.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import type { ClerkSignIn } from '../sign-in.ts';

/** The step that asks for the second factor, or for trust in a device. */
export const screen: DeferredScreen<ClerkSignIn, Extract<SignInStep, { name: 'factor-two' | 'client-trust' }>> = {
  sheets: [],
  texts: [],
  draw: (host) => frame(host, 'signIn'),
};
