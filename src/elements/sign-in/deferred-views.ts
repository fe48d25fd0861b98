import type { SignInStep } from '../../client/flows/types.ts';
import { code } from '../../localization/en-us/code.ts';
import { signInSteps } from '../../localization/en-us/sign-in-steps.ts';
import { completeCard } from '../parts/complete-card.ts';
import { errorAction } from '../parts/error-action.ts';
import { deferred } from '../parts/deferred.ts';
import type { DeferredViews } from '../parts/flow-screen.ts';
import { deferredSheets } from '../styles/deferred-sheets.ts';
import type { AnyFactorStep, SignInHost } from './sign-in-host.ts';
import { alternativeMethods, factorOne } from './views/factor-one.ts';

const resetDone = deferred(async () => (await import('./views/reset-done.ts')).resetDone);
/** The sessions whose element has said that the password is reset: that screen stays until the next page appears. */
const afterReset = new WeakMap<SignInHost, string>();

const factorTwo = orAlternatives(deferred(async () => (await import('./views/factor-two.ts')).factorTwo));

/** Every view but the first. Views that few people need are loaded when their step is shown. */
export const deferredViews: DeferredViews<SignInHost, Exclude<SignInStep, { name: 'start' }>> = {
  sheets: deferredSheets,
  errorAction,
  texts: [code, signInSteps],
  views: {
    'factor-one': orAlternatives(factorOne),
    'factor-two': factorTwo,
    'client-trust': factorTwo,
    'reset-password': deferred(async () => (await import('./views/reset-password.ts')).resetPassword),
    'reset-password-done'(host, step) {
      afterReset.set(host, step.sessionId);
      return resetDone(host, step);
    },
    'reset-password-success': deferred(
      async () => (await import('./views/reset-password-success.ts')).resetPasswordSuccess,
    ),
    choose: deferred(async () => (await import('./views/choose.ts')).choose),
    'choose-wallet': deferred(async () => (await import('./views/choose-wallet.ts')).chooseWallet),
    'sso-callback': deferred(async () => (await import('./views/sso-callback.ts')).ssoCallback),
    verify: deferred(async () => (await import('./views/verify-link.ts')).verifyLink),
    create: deferred(async () => (await import('./views/create.ts')).create),
    complete: (host, step) =>
      afterReset.get(host) === step.sessionId ? resetDone(host, step) : completeCard(host, 'signIn'),
  },
};

/** Draws a factor, or the list of the account's other methods when the user asked for it. */
function orAlternatives<Step extends AnyFactorStep>(draw: (host: SignInHost, step: Step) => unknown): typeof draw {
  return (host, step) => (host.choosing ? alternativeMethods(host, step) : draw(host, step));
}
