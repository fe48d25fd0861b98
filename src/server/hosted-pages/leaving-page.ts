import { escapeHtml } from '../../protocol/escape-html.ts';
import { oneLine } from '../delivery/templates/mail-text.ts';
import { renderPage } from '../frontend-api/pages/page.ts';
import { TEXTS } from './texts.ts';

/**
 * Draws a page that leads on to a provider, at once with the header `Refresh`. A redirect would still be part of the form that
 * was sent, so the policy of the page with the form would have to name every host to which the provider may redirect, and
 * nobody knows these.
 *
 * @param url where an authorization begins, as the API has named it
 */
export function leavingPage(applicationName: string, url: string): string {
  const { title, link } = TEXTS.leaving;
  const content = `<p><a class="button" href="${escapeHtml(url)}">${escapeHtml(link(new URL(url).host))}</a></p>`;
  return renderPage(title, oneLine(applicationName), content);
}
