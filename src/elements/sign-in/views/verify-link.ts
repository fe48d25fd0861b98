import type { SignInStep } from '../../../client/flows/types.ts';
import { emailLink } from '../../../localization/en-us/email-link.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { linkOutcomeCard } from '../../parts/link-outcome-card.ts';
import linkSheet from '../../styles/link.css';
import type { ClerkSignIn } from '../sign-in.ts';

/** A link was opened. */
export const screen: DeferredScreen<ClerkSignIn, Extract<SignInStep, { name: 'verify' }>> = {
  sheets: [linkSheet],
  texts: [emailLink],
  draw: (host, { outcome }) => linkOutcomeCard(host, 'signIn', outcome, () => host.form.show('start')),
};
