import { html, nothing, type TemplateResult } from 'lit';
import type { TextIn } from '../../localization/types.ts';
import type { FormHost } from '../base/form-state.ts';
import { card, footerAction } from './card.ts';
import { field } from './field.ts';
import { form } from './form.ts';
import { primaryButton } from './primary-button.ts';

/** The element that shows the form of the waitlist. */
export interface WaitlistHost extends FormHost {
  /** URL of the sign-in page. */
  readonly signInLink: string;
}

export interface WaitlistOptions {
  /** Whether the address is on the list. */
  joined: boolean;
  /** The address, as it was typed. */
  emailAddress: string | undefined;
  /** Whether the address is being sent. */
  pending: boolean;
  send(emailAddress: string): void;
}

/** Draws the form of the waitlist, and what is said after it was sent. */
export function waitlistCard(
  host: WaitlistHost,
  { joined, emailAddress, pending, send }: WaitlistOptions,
): TemplateResult {
  const part = joined ? 'success' : 'start';
  const text = (key: TextIn<'waitlist.success'>) => host.t(`waitlist.${part}.${key}`, { identifier: emailAddress });
  return card(host, {
    flow: 'waitlist',
    part,
    step: 'waitlist',
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
          ({ emailAddress = '' }) => send(emailAddress),
          html`${field(host, {
            name: 'emailAddress',
            label: host.t('formFieldLabel__emailAddress'),
            type: 'email',
            autocomplete: 'email',
            value: emailAddress,
          })}
          ${primaryButton(host, host.t('waitlist.start.formButton'), pending)}`,
        ),
  });
}
