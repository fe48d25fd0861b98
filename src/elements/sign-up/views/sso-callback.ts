import type { SignUpStep } from '../../../client/flows/types.ts';
import { frame } from '../../parts/frame.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import type { ClerkSignUp } from '../sign-up.ts';

/** Back from a provider. */
export const screen: DeferredScreen<ClerkSignUp, Extract<SignUpStep, { name: 'sso-callback' }>> = {
  sheets: [],
  texts: [],
  draw: (host) => frame(host, 'signUp'),
};
