import type { SignUpStep } from '../../../client/flows/types.ts';
import { emailLink } from '../../../localization/en-us/email-link.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { linkOutcomeCard } from '../../parts/link-outcome-card.ts';
import linkSheet from '../../styles/link.css';
import type { ClerkSignUp } from '../sign-up.ts';

/** A link was opened. */
export const screen: DeferredScreen<ClerkSignUp, Extract<SignUpStep, { name: 'verify' }>> = {
  sheets: [linkSheet],
  texts: [emailLink],
  draw: (host, { outcome }) => linkOutcomeCard(host, 'signUp', outcome, () => host.form.show('start')),
};
