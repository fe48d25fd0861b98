import { readFileSync } from 'node:fs';
import type { ClerkBackend } from '../src/entries/backend.ts';

export interface SiteOptions {
  publishableKey: string;
  /** Origin of the API when it is not the site's own, else an empty text. */
  apiOrigin: string;
  clerk: ClerkBackend;
}

interface Page {
  pattern: RegExp;
  /** Name of its file in `pages/`: its scripts and style sheets, its navigation if it has one, and all below the bar. */
  name: string;
  title: string;
}

const PAGES: readonly Page[] = [
  { pattern: /^\/$/, name: 'home', title: 'Fieldnotes' },
  { pattern: /^\/sign-in(\/|$)/, name: 'sign-in', title: 'Sign in · Fieldnotes' },
  { pattern: /^\/sign-up(\/|$)/, name: 'sign-up', title: 'Sign up · Fieldnotes' },
  { pattern: /^\/user(\/|$)/, name: 'user', title: 'Account · Fieldnotes' },
];
const ASSETS: Record<string, string> = {
  'demo.css': 'text/css; charset=utf-8',
  'home.js': 'text/javascript; charset=utf-8',
  'notebook.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
};

/** Answers the pages of the demo, their files, and one route that asks the backend SDK who is signed in; undefined for the rest. */
export function createPages({ publishableKey, apiOrigin, clerk }: SiteOptions) {
  const headers = pageHeaders(apiOrigin);
  const values: Record<string, string> = {
    PUBLISHABLE_KEY: publishableKey,
    API: apiOrigin || '/__clerk',
    API_ORIGIN: apiOrigin,
    NOTEBOOK: read('pages/notebook.html'),
  };
  const fill = (html: string) => html.replace(/%([A-Z_]+)%/g, (whole, name: string) => values[name] ?? whole);
  const layout = read('pages/layout.html');
  const pages = new Map(PAGES.map((page) => [page.name, fill(htmlOf(page, layout))]));
  const assets = new Map(Object.keys(ASSETS).map((name) => [`/assets/${name}`, name]));

  return async (request: Request): Promise<Response | undefined> => {
    const { pathname } = new URL(request.url);
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    if (pathname === '/api/me') return whoIsSignedIn(request, clerk);
    const asset = assets.get(pathname);
    if (asset) {
      const type = { 'Content-Type': ASSETS[asset] as string, 'Cache-Control': 'no-cache' };
      return new Response(read(`assets/${asset}`), { headers: { ...headers, ...type } });
    }
    const page = PAGES.find(({ pattern }) => pattern.test(pathname));
    const type = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' };
    return page && new Response(pages.get(page.name), { headers: { ...headers, ...type } });
  };
}

/** Puts a page into the layout of the site. */
function htmlOf({ name, title }: Page, layout: string): string {
  const [, head = '', nav = '', main = ''] =
    /^((?:<(?:script|link)\b.*\n)*)(<nav[^]*?<\/nav>\n)?([^]*)$/.exec(read(`pages/${name}.html`)) ?? [];
  const parts: Record<string, string> = { TITLE: title, HEAD: head, NAV: nav, MAIN: main };
  return layout.replace(/%(TITLE|HEAD|NAV|MAIN)%/g, (_, part: string) => parts[part] ?? '');
}

async function whoIsSignedIn(request: Request, clerk: ClerkBackend): Promise<Response> {
  const state = await clerk.authenticateRequest(request);
  const { userId, sessionId } = state.toAuth();
  return Response.json(
    { status: state.status, reason: state.reason, userId, sessionId },
    { status: state.isAuthenticated ? 200 : 401, headers: { 'Cache-Control': 'no-store' } },
  );
}

/** Allows no inline script and no inline style; strings become markup through Lit's own Trusted Types policy alone. */
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
