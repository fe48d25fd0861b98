import type { SignInStep } from '../../client/flows/types.ts';
import { code } from '../../localization/en-us/code.ts';
import { signInSteps } from '../../localization/en-us/sign-in-steps.ts';
import { completeCard } from '../parts/complete-card.ts';
import type { LaterScreens } from '../parts/flow-screen.ts';
import { laterSheets } from '../styles/later-sheets.ts';
import type { ClerkSignIn } from './sign-in.ts';
import { factorOne } from './views/factor-one.ts';

/** Everything after the first screen. */
export const later: LaterScreens<ClerkSignIn, Exclude<SignInStep, { name: 'start' }>> = {
  sheets: laterSheets,
  texts: [code, signInSteps],
  screens: { 'factor-one': factorOne, complete: (host) => completeCard(host, 'signIn') },
};
