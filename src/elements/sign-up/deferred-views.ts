import type { SignUpStep } from '../../client/flows/types.ts';
import { code } from '../../localization/en-us/code.ts';
import { signUpSteps } from '../../localization/en-us/sign-up-steps.ts';
import { completeCard } from '../parts/complete-card.ts';
import { errorAction } from '../parts/error-action.ts';
import { deferred } from '../parts/deferred.ts';
import type { LaterScreens } from '../parts/flow-screen.ts';
import { laterSheets } from '../styles/deferred-sheets.ts';
import type { ClerkSignUp } from './sign-up.ts';
import { verifyEmailAddress } from './views/verify-email-address.ts';

/** Everything after the fields. What few people meet is fetched when they do. */
export const later: LaterScreens<ClerkSignUp, Exclude<SignUpStep, { name: 'start' | 'continue' }>> = {
  sheets: laterSheets,
  errorAction,
  texts: [code, signUpSteps],
  screens: {
    'verify-email-address': verifyEmailAddress,
    'verify-phone-number': deferred(async () => (await import('./views/verify-phone-number.ts')).screen),
    'choose-wallet': deferred(async () => (await import('./views/choose-wallet.ts')).screen),
    'sso-callback': deferred(async () => (await import('./views/sso-callback.ts')).screen),
    verify: deferred(async () => (await import('./views/verify-link.ts')).screen),
    waitlist: deferred(async () => (await import('./views/waitlist.ts')).screen),
    complete: (host) => completeCard(host, 'signUp'),
  },
};
