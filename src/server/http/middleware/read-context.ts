import type { MiddlewareHandler } from 'hono';
import { CLIENT_COOKIE, HOST_CLIENT_COOKIE } from '../../../protocol/cookies.ts';
import type { AppContext, AppEnv } from '../app-env.ts';
import { hashClientToken, isToken } from '../../ids.ts';
import { Params } from '../params.ts';
import type { Services } from '../../services.ts';
import type { ClientCookie } from '../request-context.ts';
import { ipBucketOf, readIp } from './client-ip.ts';
import { readPlace } from './client-place.ts';
import { parseBody } from './parse-body.ts';

const MAX_USER_AGENT = 1_024;
/** The route that reads its body itself, once it knows who sends it: `POST`, and no form of a few fields. */
const UPLOAD = '/v1/me/profile_image';

export interface ReadCookies {
  cookies: ReadonlyMap<string, string>;
  /** The cookie came more than once, with different values. */
  isAmbiguous(name: string): boolean;
}

/** Reads a request once, for the routes, and sends the cookies that they set. */
export function readContext(services: Services): MiddlewareHandler<AppEnv> {
  let isWarned = false;
  return async function context(c, next) {
    const { headers, method } = c.req.raw;
    const jar = readCookies(headers.get('cookie'));
    const ip = readIp(services.config, headers, c.env.info);
    if (ip === null && !isWarned) {
      isWarned = true;
      services.logger.warn(
        'No client address is known, so floods from one address are not limited. Give fetch the info.ip of each ' +
          'request, or set clientIpHeader.',
      );
    }
    const hasFields = method !== 'GET' && method !== 'HEAD' && !(method === 'POST' && c.env.path === UPLOAD);
    c.set('context', {
      now: services.clock.now(),
      ip,
      ipBucket: ip === null ? null : ipBucketOf(ip),
      place: readPlace(services.config, headers),
      azp: readParty(c, services),
      userAgent: headers.get('user-agent')?.slice(0, MAX_USER_AGENT) ?? null,
      params: hasFields ? await parseBody(c.req.raw, c.env.url.searchParams) : new Params(),
      query: c.env.url.searchParams,
      cookies: jar.cookies,
      clientCookie: readClientCookie(jar, services.config.secureCookies),
    });
    const setCookies = new Map<string, string>();
    c.set('setCookies', setCookies);
    await next();
    // Failures send them, too: a cookie that was replaced on the way has to reach the browser.
    for (const cookie of setCookies.values()) c.header('Set-Cookie', cookie, { append: true });
  };
}

/** @param isHostOnly the instance is on https: its client cookie has the prefix that only the host itself can set */
function readClientCookie(jar: ReadCookies, isHostOnly: boolean): ClientCookie | null {
  const isLegacy = isHostOnly && !jar.cookies.has(HOST_CLIENT_COOKIE);
  const hasPrefix = isHostOnly && !isLegacy;
  const token = readToken(jar, hasPrefix ? HOST_CLIENT_COOKIE : CLIENT_COOKIE);
  return token === null ? null : { token, hash: hashClientToken(token, hasPrefix), isLegacy };
}

/** Of two different client cookies one was planted, by a neighbouring host for instance. Neither is believed. */
function readToken({ cookies, isAmbiguous }: ReadCookies, name: string): string | null {
  const value = cookies.get(name);
  return value !== undefined && !isAmbiguous(name) && isToken(value) ? value : null;
}

/**
 * Reads the origin of the page, for the `azp` claim. Browsers leave `Origin` out when a page reads from its own origin.
 * Then the referrer tells it, or `Sec-Fetch-Site: same-origin`, which makes it the origin of the API.
 */
function readParty(c: AppContext, { config }: Services): string | undefined {
  const { headers } = c.req.raw;
  const origin = headers.get('origin');
  if (origin !== null) return config.allowedOrigins.includes(origin) ? origin : undefined;
  const referrer = headers.get('referer');
  const page = referrer && URL.canParse(referrer) ? new URL(referrer).origin : undefined;
  if (page && config.allowedOrigins.includes(page)) return page;
  return headers.get('sec-fetch-site') === 'same-origin' ? new URL(config.url).origin : undefined;
}

/** Reads a `Cookie` header (RFC 6265, 5.4). Values stay as they are; the first of several wins. */
export function readCookies(header: string | null): ReadCookies {
  const cookies = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at < 0) continue;
    // No other blank comes off the front: a name behind one is not the name whose prefix browsers guard.
    const name = pair
      .slice(0, at)
      .replace(/^[ \t]+/, '')
      .trimEnd();
    const value = pair.slice(at + 1).trim();
    const known = cookies.get(name);
    if (known === undefined) cookies.set(name, value);
    else if (known !== value) ambiguous.add(name);
  }
  return { cookies, isAmbiguous: (name) => ambiguous.has(name) };
}
