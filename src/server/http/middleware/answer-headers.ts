import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { InstanceConfig } from '../../config/config.ts';

/** They speak of documents; a script of ours has no use for them, and each page load pays for their bytes. */
const OF_DOCUMENTS = new Set(['Referrer-Policy', 'Content-Security-Policy', 'Cross-Origin-Opener-Policy']);
const COUNTRY = /^[A-Z]{2}$/i;

/**
 * Headers of every answer: not framed, not sniffed, not cached, no way back to an opener, no referrer. And the visitor's
 * country, where a proxy tells it.
 */
export function answerHeaders({
  url,
  clientCountryHeader,
}: Pick<InstanceConfig, 'url' | 'clientCountryHeader'>): MiddlewareHandler<AppEnv> {
  const headers = Object.entries({
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    ...(url.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=63072000' } : {}),
  });
  return async function answerHeaders(c, next) {
    // Set before the answer is made: touching it afterwards would cost the hot path more than the rest of this file.
    for (const [name, value] of headers) c.header(name, value);
    const country = clientCountryHeader && c.req.header(clientCountryHeader);
    if (country && COUNTRY.test(country)) c.header('X-Country', country.toUpperCase());
    await next();
    // Pages and files of other routes may bring answers of their own, which know nothing of these headers.
    if (c.env.path.startsWith('/v1/')) return;
    const isFile = c.env.path.startsWith('/npm/');
    for (const [name, value] of headers) {
      if (!c.res.headers.has(name) && !(isFile && OF_DOCUMENTS.has(name))) c.res.headers.set(name, value);
    }
  };
}
