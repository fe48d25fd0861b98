import { nothing } from 'lit';
import { restrictedAccess } from '../../../localization/en-us/restricted-access.ts';
import type { TextIn } from '../../../localization/types.ts';
import { card, footerAction } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import type { SignUpHost } from '../sign-up-host.ts';

/** Tells the user that the instance accepts no new accounts. */
export const restricted: DeferredView<SignUpHost, null> = {
  sheets: [],
  texts: [restrictedAccess],
  draw(host) {
    const text = (key: TextIn<'signUp.restrictedAccess'>) => host.t(`signUp.restrictedAccess.${key}`);
    return card(host, {
      flow: 'signUp',
      part: 'restrictedAccess',
      step: 'start',
      title: text('title'),
      subtitle: text('subtitle'),
      body: nothing,
      footer: footerAction(host, 'signUp', text('actionText'), text('actionLink'), host.signInLink),
    });
  },
};
