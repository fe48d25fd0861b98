import type { MiddlewareHandler } from 'hono';
import { CLIENT_COOKIE, HOST_CLIENT_COOKIE } from '../../../protocol/cookies.ts';
import type { AppContext, AppEnv } from '../app-env.ts';
import { ApiError } from '../errors.ts';
import { Params } from '../params.ts';
import type { Services } from '../../services.ts';
import { readIp } from './client-ip.ts';
import { readPlace } from './client-place.ts';
import { parseBody } from './parse-body.ts';
import { readActor } from './read-actor.ts';
import { readCaller } from './read-caller.ts';

/** The route that reads its body itself, once it knows who sends it: `POST`, and no form of a few fields. */
const UPLOAD = '/v1/me/profile_image';
/** What a session token is enough for. */
const OF_USERS = /^\/v1\/me(\/|$)/;

/** Reads a request once, for the routes, and sends the cookies that they set. */
export function readContext(services: Services): MiddlewareHandler<AppEnv> {
  let isWarned = false;
  return async function context(c, next) {
    const { headers, method } = c.req.raw;
    const ip = c.env.visitorIp ?? readIp(services.config, headers, c.env.info);
    if (ip === null && !isWarned) {
      isWarned = true;
      services.logger.warn(
        'No client address is known, so floods from one address are not limited. Give fetch the info.ip of each ' +
          'request, or set clientIpHeader.',
      );
    }
    const hasFields = method !== 'GET' && method !== 'HEAD' && !(method === 'POST' && c.env.path === UPLOAD);
    const query = c.env.url.searchParams;
    const params = hasFields ? await parseBody(c.req.raw, query) : new Params();
    const caller = readCaller({ headers, query, params }, services.config.secureCookies);
    if (c.get('needsToken') && !caller.isCookieless) throw new ApiError('origin_missing');
    // It lasts for seconds, and services of the application have it. It must not lead to more of it.
    if (caller.sessionToken !== null && !OF_USERS.test(c.env.path)) {
      throw new ApiError('authorization_invalid', { longMessage: 'A session token is for the paths below /v1/me.' });
    }
    c.set('context', {
      ...caller,
      ...readActor(headers, {
        now: services.clock.now(),
        ip,
        place: readPlace(services.config, headers),
        azp: readParty(c, services),
      }),
      params,
      query,
    });
    const setCookies = new Map<string, string>();
    c.set('setCookies', setCookies);
    await next();
    if (caller.isCookieless) return;
    // Failures send them, too: a cookie that was replaced on the way has to reach the browser.
    for (const cookie of inOrder(setCookies)) c.header('Set-Cookie', cookie, { append: true });
  };
}

/**
 * Puts the client cookie last. Some proxies keep only the last `Set-Cookie` of an answer, that of `@clerk/express` 2.1
 * among them. The next page load restores every other cookie, but nothing restores this one.
 */
function inOrder(setCookies: ReadonlyMap<string, string>): string[] {
  // With the second one in use, the first is only ever deleted.
  const last: readonly string[] = [CLIENT_COOKIE, HOST_CLIENT_COOKIE];
  return [...setCookies].sort(([a], [b]) => last.indexOf(a) - last.indexOf(b)).map(([, cookie]) => cookie);
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
