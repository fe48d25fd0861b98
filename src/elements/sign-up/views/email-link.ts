import { emailLink as texts } from '../../../localization/en-us/email-link.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { linkCard } from '../../parts/link-card.ts';
import { sentCode } from '../../parts/code-card.ts';
import linkSheet from '../../styles/link.css';
import type { SignUpHost, Step } from '../sign-up-host.ts';

/** Waits for a link that was sent to the new account's email address. */
export const emailLink: DeferredView<SignUpHost, Step<'verify-email-address'>> = {
  sheets: [linkSheet],
  texts: [texts],
  draw: (host, step) =>
    linkCard(host, step.link, {
      flow: 'signUp',
      ...sentCode(host, step),
      identifier: step.emailAddress,
    }),
};
