import { emailLink as texts } from '../../../localization/en-us/email-link.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { linkCard } from '../../parts/link-card.ts';
import { sentCode } from '../../parts/code-card.ts';
import linkSheet from '../../styles/link.css';
import type { AnyFactorStep, SignInHost } from '../sign-in-host.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';

/** A link sent to one of the addresses of the account, as first factor or for a device that is not known. */
export const emailLink: DeferredView<SignInHost, AnyFactorStep> = {
  sheets: [linkSheet],
  texts: [texts],
  draw: (host, step) =>
    linkCard(host, step.link, {
      flow: 'signIn',
      ...sentCode(host, step),
      identifier: step.identifier,
      footer: useAnotherMethod(host, step, 'help'),
    }),
};
