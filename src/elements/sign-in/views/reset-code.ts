import { resetPassword } from '../../../localization/en-us/reset-password.ts';
import { codeCard, sentCode } from '../../parts/code-card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import type { FactorOneStep, SignInHost } from '../sign-in-host.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';

/** Asks for a code that lets the user set a new password. */
export const resetCode: DeferredView<SignInHost, FactorOneStep> = {
  sheets: [],
  texts: [resetPassword],
  draw: (host, step) =>
    codeCard(host, {
      flow: 'signIn',
      part: 'resetPassword',
      texts: 'signIn.forgotPassword',
      subtitle: `signIn.forgotPassword.subtitle_${step.factor.strategy.includes('phone') ? 'phone' : 'email'}`,
      ...sentCode(host, step),
      identifier: step.identifier,
      footer: useAnotherMethod(host, step, 'help'),
    }),
};
