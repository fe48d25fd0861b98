import type { Hono } from 'hono';
import {
  DEV_BROWSER_COOKIE,
  HANDSHAKE_COOKIE,
  HANDSHAKE_NONCE_COOKIE,
  HANDSHAKE_STATE_PARAM,
  SESSION_COOKIE,
} from '../../../protocol/cookies.ts';
import type { InstanceConfig } from '../../config/config.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { withBrowser } from '../../http/middleware/with-browser.ts';
import { limitRate } from '../../http/rate-limit.ts';
import { allowedTarget } from '../../http/redirect-target.ts';
import { isWithin } from '../../lib/is-within.ts';
import type { Services } from '../../services.ts';
import { HANDSHAKE_SECONDS, newDevBrowser, openHandshake, signHandshake } from '../../sessions/handshake.ts';

/** Characters of the longest cookie. Browsers drop one of more than 4,096, its attributes included. */
const MAX_COOKIE = 3_900;
const STATE = /^[\w-]{1,128}$/;
const ANSWERS = [HANDSHAKE_COOKIE, HANDSHAKE_NONCE_COOKIE];

/**
 * How a page's own server learns who is signed in, before it renders (docs/protocol.md#handshake). It sends the browser
 * here, where the client cookie tells, and the browser comes back with the answer.
 */
export function handshakeRoutes(app: Hono<AppEnv>, services: Services): void {
  const { config } = services;
  const warn = warnOnce(services);

  app.get('/v1/client/handshake', limitRate(services, 'handshake'), withBrowser(services), async (c) => {
    requireNavigation(c.req.raw.headers);
    const { query } = c.get('context');
    const target = allowedTarget(query.getAll('redirect_url'), config);
    if (target === undefined) {
      warn(query.get('redirect_url') ?? '');
      return c.redirect(config.homeUrl, 307);
    }
    const page = new URL(target);
    const isNonce = query.get('format') === 'nonce';
    const name = isNonce ? HANDSHAKE_NONCE_COOKIE : HANDSHAKE_COOKIE;
    const state = query.get(HANDSHAKE_STATE_PARAM);
    const isBound = isNonce && state !== null && STATE.test(state);
    const attributes = cookieAttributes(config, page, isBound);
    const request = {
      origin: page.origin,
      sessionToken: query.get(SESSION_COOKIE) ?? '',
      sessionId: query.get('_clerk_session_id') ?? '',
      state: state !== null && STATE.test(state) ? state : null,
      devBrowser: query.get(DEV_BROWSER_COOKIE) ?? '',
      clears: attributes === undefined ? null : `${name}=; Max-Age=0; ${attributes}`,
    };
    const answer = await (isNonce ? openHandshake : signHandshake)(services, c.get('browser'), request);
    const cookie = `${name}=${answer}; Max-Age=${HANDSHAKE_SECONDS}; ${attributes}`;
    if (attributes === undefined || cookie.length > MAX_COOKIE) return c.redirect(withAnswer(page, name, answer), 307);
    c.get('setCookies').set(name, cookie);
    // Of both answers SDKs read the nonce first. One of an earlier handshake may still be there.
    const other = isNonce ? HANDSHAKE_COOKIE : HANDSHAKE_NONCE_COOKIE;
    if (c.get('context').cookies.has(other)) c.get('setCookies').set(other, `${other}=; Max-Age=0; ${attributes}`);
    return c.redirect(withoutAnswers(page), 307);
  });

  app.post('/v1/dev_browser', (c) => {
    if (config.instanceType === 'production') throw new ApiError('resource_not_found');
    return c.json({ object: 'dev_browser', id: newDevBrowser() });
  });
}

/**
 * Refuses to be loaded as a picture, a script or data. Browsers without the headers cannot tell. The destination counts
 * first: a proxy that passes the request on by `fetch` of Node loses the mode, and says `cors`.
 */
function requireNavigation(headers: Headers): void {
  const destination = headers.get('sec-fetch-dest');
  const mode = headers.get('sec-fetch-mode');
  const isPage = destination === null ? mode === null || mode === 'navigate' : /^(document|iframe)$/.test(destination);
  if (isPage) return;
  throw new ApiError('origin_invalid', { longMessage: 'A browser has to navigate to this address.' });
}

/** Tells the operator, once, that a page on an origin that is not allowed asked. Its visitors land on the home page. */
function warnOnce({ logger }: Services): (asked: string) => void {
  let isWarned = false;
  return (asked) => {
    if (isWarned) return;
    isWarned = true;
    const origin = URL.canParse(asked) ? new URL(asked).origin : 'which is no URL';
    logger.warn(
      'A page asked who is signed in, and its origin is not allowed. If it is yours, add it to allowedOrigins.',
      {
        origin,
      },
    );
  };
}

/**
 * Returns the attributes of a cookie that the server of a page gets; undefined when the answer has to travel in the URL. On
 * a development instance it always does: several applications share a host there.
 *
 * A cookie for the domain of page and API reaches every host below it, and whoever has the answer has the session. So only
 * a nonce may travel in one that is bound to the browser: this package's SDK refuses it in any other.
 */
function cookieAttributes({ instanceType, url, cookieDomain }: InstanceConfig, page: URL, isBound: boolean) {
  const isOwn = page.hostname === new URL(url).hostname;
  const isShared =
    isBound && page.protocol === 'https:' && cookieDomain !== null && isWithin(page.hostname, cookieDomain);
  if (instanceType === 'development' || !(isOwn || isShared)) return undefined;
  const domain = isOwn ? '' : `; Domain=${cookieDomain}`;
  return `Path=/${domain}; HttpOnly; SameSite=Lax${page.protocol === 'https:' ? '; Secure' : ''}`;
}

/** Adds an answer to the URL of a page, in place of an earlier one. The rest of the query stays as it is spelled. */
function withAnswer(page: URL, name: string, answer: string): string {
  const url = new URL(withoutAnswers(page));
  url.search = `${url.search}${url.search === '' ? '?' : '&'}${name}=${answer}`;
  return url.href;
}

function withoutAnswers(page: URL): string {
  const url = new URL(page);
  for (const name of ANSWERS) if (url.searchParams.has(name)) url.searchParams.delete(name);
  return url.href;
}
