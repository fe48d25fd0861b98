import type { MiddlewareHandler } from 'hono';
import { CLIENT_COOKIE, HOST_CLIENT_COOKIE } from '../../../protocol/cookies.ts';
import type { AppContext, AppEnv } from '../app-env.ts';
import { hashClientToken } from '../../ids.ts';
import { Params } from '../params.ts';
import type { Services } from '../../services.ts';
import { sendCookies } from '../../sessions/client-cookie.ts';
import { ipBucketOf, readIp } from './client-ip.ts';
import { parseBody } from './parse-body.ts';
import { type ReadCookies, readCookies } from './read-cookies.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const MAX_USER_AGENT = 1_024;

/** Reads all that routes need to know of a request, once, and sends the cookies that they set. */
export function readContext(services: Services): MiddlewareHandler<AppEnv> {
  let isWarned = false;
  return async function context(c, next) {
    const { headers, method } = c.req.raw;
    const isHostOnly = services.config.secureCookies;
    const jar = readCookies(headers.get('cookie'));
    const token = readToken(jar, isHostOnly ? HOST_CLIENT_COOKIE : CLIENT_COOKIE);
    const legacy = isHostOnly && !jar.cookies.has(HOST_CLIENT_COOKIE) ? readToken(jar, CLIENT_COOKIE) : null;
    const ip = readIp(services.config, headers, c.env.info);
    if (ip === null && !isWarned) {
      isWarned = true;
      services.logger.warn(
        'No client address is known, so floods from one address are not limited. Give fetch the info.ip of each ' +
          'request, or set clientIpHeader.',
      );
    }
    c.set('context', {
      now: services.clock.now(),
      ip,
      ipBucket: ip === null ? null : ipBucketOf(ip),
      azp: readParty(c, services),
      userAgent: headers.get('user-agent')?.slice(0, MAX_USER_AGENT) ?? null,
      params: method === 'GET' || method === 'HEAD' ? new Params() : await parseBody(c.req.raw),
      query: c.env.url.searchParams,
      cookies: jar.cookies,
      token,
      tokenHash: token === null ? null : hashClientToken(token, isHostOnly),
      isHostOnly,
      legacyHash: legacy === null ? null : hashClientToken(legacy, false),
      client: undefined,
      superseded: undefined,
      newToken: undefined,
      shown: new Map(),
      setCookies: [],
    });
    await next();
    // Of failures as well: a cookie that was replaced on the way has to reach the browser.
    sendCookies(c, services);
  };
}

/** Two client cookies: one of them was planted, by a neighbouring host for instance. Neither is believed. */
function readToken({ cookies, isAmbiguous }: ReadCookies, name: string): string | null {
  const value = cookies.get(name);
  return value !== undefined && !isAmbiguous(name) && TOKEN.test(value) ? value : null;
}

/**
 * Origin of the page for the `azp` claim. Browsers leave `Origin` out when a page reads from its own origin; the
 * referrer tells then, or that the request is same-origin, which makes it the origin of the API.
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
