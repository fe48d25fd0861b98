import { frame } from '../../parts/frame.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import type { ClerkSignIn, FactorOneStep } from '../sign-in.ts';

/** An account elsewhere. */
export const screen: DeferredScreen<ClerkSignIn, FactorOneStep> = {
  sheets: [],
  texts: [],
  draw: (host) => frame(host, 'signIn'),
};
