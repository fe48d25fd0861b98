import { emailLink } from '../../../localization/en-us/email-link.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { linkOutcomeCard } from '../../parts/link-outcome-card.ts';
import linkSheet from '../../styles/link.css';
import type { SignInHost, Step } from '../sign-in-host.ts';

/** Shows the result of a mailed link that the user has opened. */
export const verifyLink: DeferredView<SignInHost, Step<'verify'>> = {
  sheets: [linkSheet],
  texts: [emailLink],
  draw: (host, { outcome }) => linkOutcomeCard(host, 'signIn', outcome, () => host.form.goTo('start')),
};
