import { readFileSync } from 'node:fs';
import type { ClerkBackend } from '../src/entries/backend.ts';

export interface SiteOptions {
  publishableKey: string;
  /** Origin of the API when it is not the site's own, else an empty text. */
  apiOrigin: string;
  clerk: ClerkBackend;
}

const PAGES: readonly [RegExp, string][] = [
  [/^\/$/, 'home'],
  [/^\/sign-in(\/|$)/, 'sign-in'],
  [/^\/sign-up(\/|$)/, 'sign-up'],
  [/^\/user(\/|$)/, 'user'],
  [/^\/enrol$/, 'enrol'],
];
const ASSETS: Record<string, string> = {
  'demo.css': 'text/css; charset=utf-8',
  'demo.js': 'text/javascript; charset=utf-8',
  'enrol.css': 'text/css; charset=utf-8',
  'enrol.js': 'text/javascript; charset=utf-8',
  'parts.js': 'text/javascript; charset=utf-8',
  'prove-again.js': 'text/javascript; charset=utf-8',
  'wallet.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** The pages of the demo, their files, and one route that asks the backend SDK who is there. Undefined for the rest. */
export function createPages({ publishableKey, apiOrigin, clerk }: SiteOptions) {
  const headers = pageHeaders(apiOrigin);
  const values: Record<string, string> = {
    PUBLISHABLE_KEY: publishableKey,
    PROXY_URL: apiOrigin || '/__clerk',
    API_ORIGIN: apiOrigin,
  };
  const fill = (html: string) => html.replace(/%([A-Z_]+)%/g, (whole, name: string) => values[name] ?? whole);
  const pages = new Map(PAGES.map(([, name]) => [name, fill(read(`pages/${name}.html`))]));
  const assets = new Map(Object.keys(ASSETS).map((name) => [`/assets/${name}`, name]));

  return async (request: Request): Promise<Response | undefined> => {
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    if (pathname === '/api/me') return whoIsThere(request, clerk);
    const asset = assets.get(pathname);
    if (pathname === '/assets/uqr.js') {
      // The one library a page of the demo uses itself: it draws the code for authenticator apps.
      const type = { 'Content-Type': 'text/javascript; charset=utf-8' };
      return new Response(readFileSync(new URL(import.meta.resolve('uqr'))), { headers: { ...headers, ...type } });
    }
    if (asset) {
      const type = { 'Content-Type': ASSETS[asset] as string, 'Cache-Control': 'no-cache' };
      return new Response(read(`assets/${asset}`), { headers: { ...headers, ...type } });
    }
    const page = PAGES.find(([pattern]) => pattern.test(pathname));
    const type = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' };
    return page && new Response(pages.get(page[1]), { headers: { ...headers, ...type } });
  };
}

async function whoIsThere(request: Request, clerk: ClerkBackend): Promise<Response> {
  const state = await clerk.authenticateRequest(request);
  const { userId, sessionId } = state.toAuth();
  return Response.json(
    { status: state.status, reason: state.reason, userId, sessionId },
    { status: state.isAuthenticated ? 200 : 401, headers: { 'Cache-Control': 'no-store' } },
  );
}

/** No inline script or style, and no string becomes markup but through Lit's own policy. */
function pageHeaders(apiOrigin: string): Record<string, string> {
  const own = `'self' ${apiOrigin}`.trim();
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src ${own}`,
      `connect-src ${own}`,
      "style-src 'self'",
      "img-src 'self' data: https:",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
    ].join('; '),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Content-Type-Options': 'nosniff',
  };
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}
