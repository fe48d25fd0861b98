import { html, type TemplateResult } from 'lit';
import type { SignInHost } from '../../elements/sign-in/sign-in-host.ts';
import { card } from '../../elements/parts/card.ts';
import { form } from '../../elements/parts/form.ts';
import { primaryButton } from '../../elements/parts/primary-button.ts';

/**
 * Asks whether to go on with the ticket in the URL. A script uses it at once; without one the visitor presses a button,
 * since programs that look at the links of a mail open pages, too.
 */
export function ticketView(host: SignInHost): TemplateResult {
  return card(host, {
    flow: 'signIn',
    part: 'start',
    step: 'start',
    title: host.t('signIn.start.title'),
    subtitle: host.t('signIn.start.subtitle'),
    body: form(
      host,
      () => host.form.submit({ type: 'method', strategy: 'ticket' }),
      html`${primaryButton(host, host.t('formButtonPrimary'), false)}`,
    ),
  });
}
