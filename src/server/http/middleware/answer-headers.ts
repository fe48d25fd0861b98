import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { InstanceConfig } from '../../config/config.ts';
import { readCountry } from './client-place.ts';

/** Headers about documents. Scripts do not need them, and each page load would pay for their bytes. */
const OF_DOCUMENTS = new Set(['Referrer-Policy', 'Content-Security-Policy', 'Cross-Origin-Opener-Policy']);

/**
 * Sets the headers of every answer. Browsers must not frame, sniff or cache it, link it to an opener, or send a referrer
 * from it. If a proxy tells the visitor's country, the answer passes it on.
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
    // Set before the answer is made. To change it afterwards would cost frequent requests more than all the rest here.
    for (const [name, value] of headers) c.header(name, value);
    const country = clientCountryHeader && readCountry({ clientCountryHeader }, c.req.raw.headers);
    if (country) c.header('X-Country', country);
    await next();
    // Routes outside the API may return answers of their own, which lack these headers.
    if (c.env.path.startsWith('/v1/')) return;
    const isFile = c.env.path.startsWith('/npm/') || c.env.path === '/clerk.js';
    for (const [name, value] of headers) {
      if (!c.res.headers.has(name) && !(isFile && OF_DOCUMENTS.has(name))) c.res.headers.set(name, value);
    }
  };
}
