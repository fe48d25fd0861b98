import type { SignInStep } from '../../../client/flows/types.ts';
import { frame } from '../../parts/frame.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import type { ClerkSignIn } from '../sign-in.ts';

/** Sign-up, without leaving the element. */
export const screen: DeferredScreen<ClerkSignIn, Extract<SignInStep, { name: 'create' }>> = {
  sheets: [],
  texts: [],
  draw: (host) => frame(host, 'signIn'),
};
