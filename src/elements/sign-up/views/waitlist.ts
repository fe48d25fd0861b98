import { nothing, html } from 'lit';
import type { SignUpStep } from '../../../client/flows/types.ts';
import { waitlist } from '../../../localization/en-us/waitlist.ts';
import { card, footerAction } from '../../parts/card.ts';
import type { DeferredScreen } from '../../parts/deferred.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { ClerkSignUp } from '../sign-up.ts';

/** The waitlist instead of an account. */
export const screen: DeferredScreen<ClerkSignUp, Extract<SignUpStep, { name: 'waitlist' }>> = {
  sheets: [],
  texts: [waitlist],
  draw(host, { name, joined, values }) {
    const text = (key: string) =>
      host.t(`waitlist.${joined ? 'success' : 'start'}.${key}`, { identifier: values.emailAddress });
    return card(host, {
      flow: 'waitlist',
      part: joined ? 'success' : 'start',
      step: name,
      title: text('title'),
      subtitle: text('subtitle'),
      footer: !joined && footerAction(host, 'waitlist', text('actionText'), text('actionLink'), host.signInLink),
      body: joined
        ? nothing
        : form(
            host,
            ({ emailAddress = '' }) => host.form.submit({ type: 'join-waitlist', emailAddress }),
            html`${field(host, {
              name: 'emailAddress',
              label: host.t('formFieldLabel__emailAddress'),
              type: 'email',
              autocomplete: 'email',
              value: values.emailAddress,
            })}
            ${primaryButton(host, text('formButton'), host.form.pending === 'join-waitlist')}`,
          ),
    });
  },
};
