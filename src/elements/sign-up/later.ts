import type { SignUpStep } from '../../client/flows/types.ts';
import { code } from '../../localization/en-us/code.ts';
import { signUpSteps } from '../../localization/en-us/sign-up-steps.ts';
import { completeCard } from '../parts/complete-card.ts';
import type { LaterScreens } from '../parts/flow-screen.ts';
import { laterSheets } from '../styles/later-sheets.ts';
import type { ClerkSignUp } from './sign-up.ts';
import { verifyEmailAddress } from './views/verify-email-address.ts';

/** Everything after the fields. */
export const later: LaterScreens<ClerkSignUp, Exclude<SignUpStep, { name: 'start' | 'continue' }>> = {
  sheets: laterSheets,
  texts: [code, signUpSteps],
  screens: { 'verify-email-address': verifyEmailAddress, complete: (host) => completeCard(host, 'signUp') },
};
