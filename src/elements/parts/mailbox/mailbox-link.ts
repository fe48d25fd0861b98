import { html, nothing } from 'lit';
import { mailbox as texts } from '../../../localization/en-us/mailbox.ts';
import type { ViewHost } from '../../base/view-host.ts';
import sheet from '../../styles/mailbox.css';
import type { DeferredView } from '../deferred.ts';
import { outline } from '../icon.ts';
import { findMailbox } from './mailboxes.ts';

const AWAY = 'M6.5 3.5h-3v9h9v-3M9 3.5h3.5V7M12.5 3.5 7.5 8.5';

/**
 * Draws a link that opens the mailbox of an address in a new tab, with a search for the sender of the code where the
 * instance names one. Draws nothing where the mailbox is not known. Neither the address nor the page is told to the
 * mailbox.
 */
export const mailboxLink: DeferredView<ViewHost, string> = {
  sheets: [sheet],
  texts: [texts],
  draw(host, address) {
    const mailbox = findMailbox(address);
    if (!mailbox) return nothing;
    const { name, url, search } = mailbox;
    const sender = host.environment?.display_config.email_sender;
    return html`<a
      class=${host.cl('mailboxLink')}
      href=${url + (sender ? (search?.(sender) ?? '') : '')}
      target="_blank"
      rel="noopener noreferrer"
      referrerpolicy="no-referrer"
      aria-label=${host.t('openMailboxLabel', { mailbox: name })}
    ><span .textContent=${host.t('openMailbox', { mailbox: name })}></span>${outline(AWAY)}</a>`;
  },
};
