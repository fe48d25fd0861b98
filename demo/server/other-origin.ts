import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds of the longest delay. */
const MAX_DELAY = 1_000;

/**
 * Creates a small API on another origin than the page, as most APIs are. A request that a form could send is answered at
 * once. A request with a header of its own makes the browser ask first (https://fetch.spec.whatwg.org/#cors-preflight-fetch).
 *
 * @param siteOrigin the pages that may call it
 */
export function createOtherOrigin(siteOrigin: string) {
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
    if (pathname !== '/echo') return new Response(null, { status: 404, headers });
    // A connection far away: every answer takes this long, that to the question as well.
    await delay(Math.min(Number(searchParams.get('delay')) || 0, MAX_DELAY));
    return new Response(null, { status: 204, headers });
  };
}
