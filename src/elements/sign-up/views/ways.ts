import { html } from 'lit';
import { waysIn } from '../../../localization/en-us/ways-in.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { divider, socialButtons } from '../../parts/social-buttons.ts';
import social from '../../styles/social.css';
import type { ClerkSignUp } from '../sign-up.ts';

const taken = new WeakMap<ClerkSignUp, string>();

/** The ways to an account that need no typing, above the fields. */
export const ways: DeferredScreen<ClerkSignUp, null> = {
  sheets: [social],
  texts: [waysIn],
  draw(host) {
    const take = (strategy: string) => {
      taken.set(host, strategy);
      host.form.submit({ type: 'method', strategy });
    };
    const pending = host.form.pending === 'method' ? taken.get(host) : undefined;
    return html`${socialButtons(host, take, pending)}${divider(host)}`;
  },
};
