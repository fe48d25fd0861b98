import { createHash } from 'node:crypto';
import type { InstanceConfig } from '../../config/config.ts';
import { escapeHtml } from '../../delivery/templates/escape-html.ts';
import { PAGE_STYLE } from './page-style.ts';

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');
/** An origin as a source of a policy; anything else could end the directive. */
const SOURCE = /^[a-z][a-z0-9+.-]*:\/\/[^\s;,'"]+$/i;

/**
 * Headers of the pages that the server itself shows: nothing runs, nothing loads, nothing frames them.
 * They come on top of those of every answer.
 */
export function pageHeaders({ allowedOrigins }: Pick<InstanceConfig, 'allowedOrigins'>): Record<string, string> {
  // Browsers hold the redirect that follows a form against this list too.
  const targets = ["'self'", ...allowedOrigins.filter((origin) => SOURCE.test(origin))].join(' ');
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; ` +
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
 * A page of one card, without scripts.
 *
 * @param title plain text
 * @param name of the application, plain text
 * @param content HTML below the heading
 */
export function renderPage(title: string, name: string, content: string): string {
  // The header forbids referrers; the form must name its origin to be let in, which that would turn into `null`.
  return `<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="same-origin">
<title>${escapeHtml(`${title} · ${name}`)}</title>
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
<footer>${escapeHtml(name)}</footer>
</body>
</html>
`;
}
