import type { SignInStep } from '../../../client/flows/types.ts';
import { frame } from '../../parts/frame.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import type { ClerkSignIn } from '../sign-in.ts';

/** Which of the accounts that are signed in? */
export const screen: DeferredScreen<ClerkSignIn, Extract<SignInStep, { name: 'choose' }>> = {
  sheets: [],
  texts: [],
  draw: (host) => frame(host, 'signIn'),
};
