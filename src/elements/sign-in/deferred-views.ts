import type { SignInStep } from '../../client/flows/types.ts';
import { localStore } from '../../client/platform/local-storage.ts';
import { attempt } from '../../client/platform/native.ts';
import { accountsKey } from '../../client/session/accounts-key.ts';
import { code } from '../../localization/en-us/code.ts';
import { signInSteps } from '../../localization/en-us/sign-in-steps.ts';
import { checkRouting } from '../base/check-routing.ts';
import { watchCapsLock } from '../controllers/caps-lock.ts';
import { carryTyped } from '../parts/carry-typed.ts';
import { completeCard } from '../parts/complete-card.ts';
import { deferred } from '../parts/deferred.ts';
import type { DeferredViews } from '../parts/flow-screen.ts';
import { deferredSheets } from '../styles/deferred-sheets.ts';
import lastUsedSheet from '../styles/last-used.css';
import type { AnyFactorStep, SignInHost } from './sign-in-host.ts';
import { nameWaitlist } from './join-waitlist.ts';
import { markLastUsed } from './last-used.ts';
import { signInErrorAction } from './views/code-instead.ts';
import { alternativeMethods, factorOne } from './views/factor-one.ts';

const resetDone = deferred(async () => (await import('./views/reset-done.ts')).resetDone);
/** The sessions whose element has said that the password is reset: that screen stays until the next page appears. */
const afterReset = new WeakMap<SignInHost, string>();

const factorTwo = orAlternatives(deferred(async () => (await import('./views/factor-two.ts')).factorTwo));

/** Every view but the first. Views that few people need are loaded when their step is shown. */
export const deferredViews: DeferredViews<SignInHost, Exclude<SignInStep, { name: 'start' }>> = {
  sheets: [...deferredSheets, lastUsedSheet],
  errorAction: signInErrorAction,
  attach(host) {
    carryTyped(host);
    checkRouting(host, 'factor-one');
    watchCapsLock(host);
    markLastUsed(host);
    nameWaitlist(host);
  },
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
    complete(host, step) {
      if (host.welcomeBack) keepForWelcome(host, step.sessionId);
      return afterReset.get(host) === step.sessionId ? resetDone(host, step) : completeCard(host, 'signIn');
    },
  },
};

/**
 * Keeps the account that has signed in, in front of those that are kept. The setting of the instance keeps accounts by
 * itself; this is for an element that greets them on its own. What reads the list takes an account once, and adds the
 * name and the picture from the session.
 */
function keepForWelcome({ clerk }: SignInHost, sessionId: string): void {
  const { publicUserData, lastAuthenticationStrategy: strategy } =
    clerk?.client?.sessions?.find(({ id }) => id === sessionId) ?? {};
  if (!clerk || !publicUserData || clerk.__internal_getOption('rememberAccounts') === false) return;
  const { identifier } = publicUserData;
  const key = accountsKey(clerk);
  const known: unknown = attempt(() => JSON.parse(localStore.get(key) ?? ''));
  const account = { name: identifier, identifier, imageUrl: '', strategy: strategy ?? '' };
  localStore.set(key, JSON.stringify([account, ...(Array.isArray(known) ? known : [])]));
}

/** The step that was drawn last. */
class LastStep {
  step: AnyFactorStep | undefined;
}

/** Draws a factor, or the list of the account's other methods when the user asked for it. */
function orAlternatives<Step extends AnyFactorStep>(draw: (host: SignInHost, step: Step) => unknown): typeof draw {
  return (host, step) => {
    const last = host.state(LastStep);
    // Chosen on the first screen: once the step is there, the user can leave the list again.
    if (step !== last.step && 'choosing' in step && step.choosing) host.choosing = step.choosing;
    last.step = step;
    return host.choosing ? alternativeMethods(host, step) : draw(host, step);
  };
}
