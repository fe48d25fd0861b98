import type { SignUpStep } from '../../../client/flows/types.ts';
import { emailLink } from '../../../localization/en-us/email-link.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { linkCard } from '../../parts/link-card.ts';
import { sentCode } from '../../parts/sent-code.ts';
import linkSheet from '../../styles/link.css';
import type { ClerkSignUp } from '../sign-up.ts';

/** A link sent to the address of the new account. */
export const screen: DeferredScreen<ClerkSignUp, Extract<SignUpStep, { name: 'verify-email-address' }>> = {
  sheets: [linkSheet],
  texts: [emailLink],
  draw: (host, step) =>
    linkCard(host, step.link, {
      flow: 'signUp',
      ...sentCode(host, step),
      identifier: step.emailAddress,
    }),
};
