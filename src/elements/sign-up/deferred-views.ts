import type { SignUpStep } from '../../client/flows/types.ts';
import { code } from '../../localization/en-us/code.ts';
import { signUpSteps } from '../../localization/en-us/sign-up-steps.ts';
import { checkRouting } from '../base/check-routing.ts';
import { watchCapsLock } from '../controllers/caps-lock.ts';
import { carryTyped } from '../parts/carry-typed.ts';
import { completeCard } from '../parts/complete-card.ts';
import { errorAction } from '../parts/error-action.ts';
import { deferred } from '../parts/deferred.ts';
import type { DeferredViews } from '../parts/flow-screen.ts';
import { deferredSheets } from '../styles/deferred-sheets.ts';
import type { SignUpHost } from './sign-up-host.ts';
import { verifyEmailAddress } from './views/verify-email-address.ts';

/** Every view but the fields. Views that few people need are loaded when their step is shown. */
export const deferredViews: DeferredViews<SignUpHost, Exclude<SignUpStep, { name: 'start' | 'continue' }>> = {
  sheets: deferredSheets,
  errorAction,
  attach(host) {
    carryTyped(host);
    checkRouting(host, 'verify-email-address');
    watchCapsLock(host);
  },
  texts: [code, signUpSteps],
  views: {
    'verify-email-address': verifyEmailAddress,
    'verify-phone-number': deferred(async () => (await import('./views/verify-phone-number.ts')).verifyPhoneNumber),
    'choose-wallet': deferred(async () => (await import('./views/choose-wallet.ts')).chooseWallet),
    'sso-callback': deferred(async () => (await import('./views/sso-callback.ts')).ssoCallback),
    verify: deferred(async () => (await import('./views/verify-link.ts')).verifyLink),
    waitlist: deferred(async () => (await import('./views/waitlist.ts')).waitlist),
    complete: (host) => completeCard(host, 'signUp'),
  },
};
