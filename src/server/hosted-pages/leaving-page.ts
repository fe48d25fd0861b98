import { escapeHtml } from '../../protocol/escape-html.ts';
import { oneLine } from '../delivery/templates/mail-text.ts';
import type { Wording } from '../delivery/wording.ts';
import { renderPage } from '../frontend-api/pages/page.ts';

/**
 * Draws a page that leads on to a provider, at once with the header `Refresh`. A redirect would still be part of the form that
 * was sent, so the policy of the page with the form would have to name every host to which the provider may redirect, and
 * nobody knows these.
 *
 * @param wording of the visitor's language
 * @param url where an authorization begins, as the API has named it
 */
export function leavingPage(wording: Wording, applicationName: string, url: string): string {
  const label = wording.text('pages.leaving.button', { host: new URL(url).host });
  const content = `<p><a class="button" href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`;
  return renderPage(wording.text('pages.leaving.title'), oneLine(applicationName), content, wording);
}
