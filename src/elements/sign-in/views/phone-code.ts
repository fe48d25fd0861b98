import { phoneCode as texts } from '../../../localization/en-us/phone-code.ts';
import { codeCard, sentCode } from '../../parts/code-card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { sentNumber } from '../../parts/phone/sent-number.ts';
import type { FactorOneStep, SignInHost } from '../sign-in-host.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';

/** Asks for a code that was sent to one of the account's phone numbers. */
export const phoneCode: DeferredView<SignInHost, FactorOneStep> = {
  sheets: [],
  texts: [texts],
  draw: (host, step) =>
    codeCard(host, {
      flow: 'signIn',
      part: 'phoneCode',
      texts: 'signIn.phoneCode',
      ...sentCode(host, step),
      ...sentNumber(step.identifier, 'safeIdentifier' in step.factor ? step.factor.safeIdentifier : '', step.sent),
      footer: useAnotherMethod(host, step, 'help'),
    }),
};
