import { createHash } from 'node:crypto';
import type { Hono } from 'hono';
import type { InstanceConfig } from '../../config/config.ts';
import { escapeHtml } from '../../../protocol/escape-html.ts';
import { htmlDocument } from '../../lib/html.ts';

type PageConfig = Pick<InstanceConfig, 'allowedOrigins' | 'afterSignInUrl' | 'afterSignUpUrl' | 'applicationName'>;

/** The elements of a page, in the order in which the script of the instance names them, and its HTML. */
interface AccountPage {
  title: string;
  elements: string;
  body: (config: PageConfig) => string;
}

const PAGES: Record<string, AccountPage> = {
  '/sign-in': {
    title: 'Sign in',
    elements: 'sign-in',
    body: ({ afterSignInUrl, afterSignUpUrl }) =>
      `<clerk-sign-in fallback-redirect-url="${escapeHtml(afterSignInUrl)}" sign-up-fallback-redirect-url="${escapeHtml(afterSignUpUrl)}"></clerk-sign-in>`,
  },
  '/sign-up': {
    title: 'Sign up',
    elements: 'sign-up',
    body: ({ afterSignInUrl, afterSignUpUrl }) =>
      `<clerk-sign-up fallback-redirect-url="${escapeHtml(afterSignUpUrl)}" sign-in-fallback-redirect-url="${escapeHtml(afterSignInUrl)}"></clerk-sign-up>`,
  },
  '/user': {
    title: 'Account',
    elements: 'user-profile,signed-out,redirect-to-sign-in',
    body: () => `<clerk-user-profile></clerk-user-profile>
<clerk-signed-out hidden><clerk-redirect-to-sign-in></clerk-redirect-to-sign-in></clerk-signed-out>`,
  },
};

const STYLE = `
:root { color-scheme: light dark; background: light-dark(#f7f7f9, #111216); }
body { display: grid; align-content: center; justify-items: center; min-block-size: 100dvh; margin: 0; padding: 24px 16px; box-sizing: border-box; }
clerk-user-profile { inline-size: 100%; max-inline-size: 880px; }
`;

/**
 * Adds pages with the forms and the profile, at `/sign-in`, `/sign-up` and `/user`. They are for applications that have no
 * such pages, as in the quick starts of Clerk's SDKs, whose buttons lead there and which the visitor comes back to.
 *
 * The script of the instance is beside each page, also below the path of a proxy.
 */
export function mountAccountPages(app: Hono, config: PageConfig): void {
  const origins = JSON.stringify(config.allowedOrigins).replaceAll('<', '\\u003c');
  const script = `Clerk.load({ allowedRedirectOrigins: ${origins} })`;
  const headers = accountHeaders(script);
  for (const [path, { title, elements, body }] of Object.entries(PAGES)) {
    const html = htmlDocument({
      title: `${title} · ${config.applicationName}`,
      head: `<link rel="icon" href="data:,">
<style>${STYLE}</style>`,
      body: `<body>
${body(config)}
<script src="clerk.js?elements=${elements}" data-clerk-load="manual"></script>
<script>${script}</script>
</body>`,
    });
    app.get(path, (c) => c.html(html, 200, headers));
  }
}

/** Nobody may frame the pages, and no script runs in them but ours and that of the bot check. */
function accountHeaders(script: string): Record<string, string> {
  const [scriptHash, styleHash] = [script, STYLE].map((text) => createHash('sha256').update(text).digest('base64'));
  return {
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      `default-src 'self'; script-src 'self' 'sha256-${scriptHash}' https://challenges.cloudflare.com; ` +
      `style-src 'self' 'sha256-${styleHash}'; img-src 'self' https: data: blob:; ` +
      "frame-src https://challenges.cloudflare.com; base-uri 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
  };
}
