import type { SignInStep } from '../../client/flows/types.ts';
import { code } from '../../localization/en-us/code.ts';
import { signInSteps } from '../../localization/en-us/sign-in-steps.ts';
import { completeCard } from '../parts/complete-card.ts';
import { errorAction } from '../parts/error-action.ts';
import { deferred } from '../parts/deferred.ts';
import type { LaterScreens } from '../parts/flow-screen.ts';
import { laterSheets } from '../styles/deferred-sheets.ts';
import type { ClerkSignIn } from './sign-in.ts';
import type { AnyFactorStep } from './views/alternative-methods.ts';
import { alternativeMethods, factorOne } from './views/factor-one.ts';

const factorTwo = orAlternatives(deferred(async () => (await import('./views/factor-two.ts')).screen));

/** Everything after the first screen. What few people meet is fetched when they do. */
export const later: LaterScreens<ClerkSignIn, Exclude<SignInStep, { name: 'start' }>> = {
  sheets: laterSheets,
  errorAction,
  texts: [code, signInSteps],
  screens: {
    'factor-one': orAlternatives(factorOne),
    'factor-two': factorTwo,
    'client-trust': factorTwo,
    'reset-password': deferred(async () => (await import('./views/reset-password.ts')).screen),
    choose: deferred(async () => (await import('./views/choose.ts')).screen),
    'choose-wallet': deferred(async () => (await import('./views/choose-wallet.ts')).screen),
    'sso-callback': deferred(async () => (await import('./views/sso-callback.ts')).screen),
    verify: deferred(async () => (await import('./views/verify-link.ts')).screen),
    create: deferred(async () => (await import('./views/create.ts')).screen),
    complete: (host) => completeCard(host, 'signIn'),
  },
};

/** Draws a factor, or the list of the account's other methods when the user asked for it. */
function orAlternatives<Step extends AnyFactorStep>(draw: (host: ClerkSignIn, step: Step) => unknown): typeof draw {
  return (host, step) => (host.choosing ? alternativeMethods(host, step) : draw(host, step));
}
