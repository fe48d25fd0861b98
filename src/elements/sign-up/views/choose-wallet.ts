import type { SignUpStep } from '../../../client/flows/types.ts';
import { frame } from '../../parts/frame.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import type { ClerkSignUp } from '../sign-up.ts';

/** Which of the wallets of the page? */
export const screen: DeferredScreen<ClerkSignUp, Extract<SignUpStep, { name: 'choose-wallet' }>> = {
  sheets: [],
  texts: [],
  draw: (host) => frame(host, 'signUp'),
};
