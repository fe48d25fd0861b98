import { waitlist as texts } from '../../../localization/en-us/waitlist.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { waitlistCard } from '../../parts/waitlist-card.ts';
import type { SignUpHost, Step } from '../sign-up-host.ts';

/** Lets the user join the waitlist, and confirms it. */
export const waitlist: DeferredView<SignUpHost, Step<'waitlist'>> = {
  sheets: [],
  texts: [texts],
  draw: (host, { joined, values }) =>
    waitlistCard(host, {
      joined,
      emailAddress: values.emailAddress,
      pending: host.form.pending === 'join-waitlist',
      send: (emailAddress) => void host.form.submit({ type: 'join-waitlist', emailAddress }),
    }),
};
