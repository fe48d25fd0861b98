import { html, type TemplateResult } from 'lit';
import type { LinkOutcome } from '../../client/flows/types.ts';
import type { TextIn } from '../../localization/types.ts';
import type { FormHost } from '../base/form-state.ts';
import { card } from './card.ts';
import { form } from './form.ts';
import { primaryButton } from './primary-button.ts';
import { spinner } from './icon.ts';

/** The group of texts for each outcome. */
const TEXTS = {
  loading: 'loading',
  verified: 'verifiedSwitchTab',
  expired: 'expired',
  failed: 'failed',
  transferable: 'failed',
  client_mismatch: 'clientMismatch',
} as const satisfies Record<LinkOutcome, string>;

/**
 * Draws the page that a mailed link opens.
 *
 * @param restart goes back to the first view
 */
export function linkOutcomeCard(
  host: FormHost,
  flow: 'signIn' | 'signUp',
  outcome: LinkOutcome,
  restart: () => void,
): TemplateResult {
  const text = (key: TextIn<'signIn.emailLink'>) => host.t(`${flow}.emailLink.${key}`);
  const texts = TEXTS[outcome];
  return card(host, {
    flow,
    part: 'verify',
    step: 'verify',
    title: text(`${texts}.title`),
    subtitle: text(`${texts}.subtitle`),
    body:
      outcome === 'loading'
        ? spinner(host)
        : outcome === 'verified'
          ? ''
          : form(host, restart, html`${primaryButton(host, text('startAgain'), false)}`),
  });
}
