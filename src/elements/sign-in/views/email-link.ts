import { emailLink as texts } from '../../../localization/en-us/email-link.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { linkCard } from '../../parts/link-card.ts';
import { sentCode } from '../../parts/code-card.ts';
import linkSheet from '../../styles/link.css';
import type { AnyFactorStep, SignInHost } from '../sign-in-host.ts';
import { useAnotherMethod } from '../../parts/factor-views/use-another-method.ts';

/** Waits for a link that was sent to one of the account's email addresses, as first factor or to trust a new device. */
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
