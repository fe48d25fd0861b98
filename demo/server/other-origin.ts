import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds of the longest delay. */
const MAX_DELAY = 1_000;

/**
 * Creates another origin than that of the demo. It has a small site without pages for sign-in, and a small API, as most APIs
 * are on an origin of their own. A request that a form could send is answered at
 * once. A request with a header of its own makes the browser ask first (https://fetch.spec.whatwg.org/#cors-preflight-fetch).
 *
 * @param siteOrigin the pages that may call the API
 * @param apiOrigin of the server with the hosted pages
 */
export function createOtherOrigin(siteOrigin: string, apiOrigin: string) {
  const site = readFileSync(new URL('../pages/other-site.html', import.meta.url), 'utf8')
    .replaceAll('%SITE_ORIGIN%', siteOrigin)
    .replaceAll('%API_ORIGIN%', apiOrigin);
  return async (request: Request): Promise<Response> => {
    const headers = {
      'Access-Control-Allow-Origin': siteOrigin,
      'Access-Control-Allow-Headers': 'Authorization',
      // Browsers may remember the answer to the question. Here each one is measured.
      'Access-Control-Max-Age': '0',
      'Cache-Control': 'no-store',
      Vary: 'Origin',
    };
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/') return new Response(site, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    if (pathname !== '/echo') return new Response(null, { status: 404, headers });
    // A connection far away: every answer takes this long, that to the question as well.
    await delay(Math.min(Number(searchParams.get('delay')) || 0, MAX_DELAY));
    return new Response(null, { status: 204, headers });
  };
}
