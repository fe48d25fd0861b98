import type { InstanceConfig } from '../../config/config.ts';
import { escapeHtml } from '../../../protocol/escape-html.ts';
import { isPolicySource } from '../../../protocol/is-policy-source.ts';
import { isolatesAsHtml, withoutIsolates } from '../../delivery/isolates.ts';
import type { Wording } from '../../delivery/wording.ts';
import { htmlDocument } from '../../lib/html.ts';
import { styleSource } from '../../lib/style-source.ts';
import { PAGE_STYLE } from './page-style.ts';

const STYLE_SOURCE = styleSource(PAGE_STYLE);

/**
 * Returns the headers of the pages that the server itself shows, besides those of every answer. Such a page runs no
 * script, loads nothing and cannot be framed.
 */
export function pageHeaders({ allowedOrigins }: Pick<InstanceConfig, 'allowedOrigins'>): Record<string, string> {
  // Browsers also check the redirect that follows a form against this list.
  const targets = ["'self'", ...allowedOrigins.filter(isPolicySource)].join(' ');
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      `default-src 'none'; style-src ${STYLE_SOURCE}; img-src data:; base-uri 'none'; ` +
      `form-action ${targets}; frame-ancestors 'none'`,
    'Content-Type': 'text/html; charset=utf-8',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
  };
}

/**
 * Renders a page with one card, without scripts.
 *
 * @param title plain text; its values may be isolated
 * @param name of the application, plain text
 * @param content HTML below the heading
 * @param wording of the language of the page
 */
export function renderPage(title: string, name: string, content: string, { lang }: Pick<Wording, 'lang'>): string {
  return htmlDocument({
    title: `${withoutIsolates(title)} · ${name}`,
    lang,
    // The header forbids referrers, which makes the `Origin` of the form `null`. The server refuses that origin.
    head: `<meta name="referrer" content="same-origin">
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>`,
    body: `<body>
<main>
<h1>${isolatesAsHtml(escapeHtml(title))}</h1>
${content}
</main>
<footer>${escapeHtml(name)}</footer>
</body>`,
  });
}
