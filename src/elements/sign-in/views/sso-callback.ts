import type { SignInStep } from '../../../client/flows/types.ts';
import { frame } from '../../parts/frame.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import type { ClerkSignIn } from '../sign-in.ts';

/** Back from a provider. */
export const screen: DeferredScreen<ClerkSignIn, Extract<SignInStep, { name: 'sso-callback' }>> = {
  sheets: [],
  texts: [],
  draw: (host) => frame(host, 'signIn'),
};
