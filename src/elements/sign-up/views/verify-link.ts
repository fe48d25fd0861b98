import { emailLink } from '../../../localization/en-us/email-link.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { linkOutcomeCard } from '../../parts/link-outcome-card.ts';
import linkSheet from '../../styles/link.css';
import type { SignUpHost, Step } from '../sign-up-host.ts';

/** Shows the result of a mailed link that the user has opened. */
export const verifyLink: DeferredView<SignUpHost, Step<'verify'>> = {
  sheets: [linkSheet],
  texts: [emailLink],
  draw: (host, { outcome }) => linkOutcomeCard(host, 'signUp', outcome, () => host.form.goTo('start')),
};
