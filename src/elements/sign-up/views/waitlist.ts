import { nothing, html } from 'lit';
import { waitlist as texts } from '../../../localization/en-us/waitlist.ts';
import type { TextIn } from '../../../localization/types.ts';
import { card, footerAction } from '../../parts/card.ts';
import type { DeferredView } from '../../parts/deferred.ts';
import { field } from '../../parts/field.ts';
import { form } from '../../parts/form.ts';
import { primaryButton } from '../../parts/primary-button.ts';
import type { SignUpHost, Step } from '../sign-up-host.ts';

/** Lets the user join the waitlist, and confirms it. */
export const waitlist: DeferredView<SignUpHost, Step<'waitlist'>> = {
  sheets: [],
  texts: [texts],
  draw(host, { name, joined, values }) {
    const part = joined ? 'success' : 'start';
    const text = (key: TextIn<'waitlist.success'>) =>
      host.t(`waitlist.${part}.${key}`, { identifier: values.emailAddress });
    return card(host, {
      flow: 'waitlist',
      part,
      step: name,
      title: text('title'),
      subtitle: text('subtitle'),
      footer:
        !joined &&
        footerAction(
          host,
          'waitlist',
          host.t('waitlist.start.actionText'),
          host.t('waitlist.start.actionLink'),
          host.signInLink,
        ),
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
            ${primaryButton(host, host.t('waitlist.start.formButton'), host.form.pending === 'join-waitlist')}`,
          ),
    });
  },
};
