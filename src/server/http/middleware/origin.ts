import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { InstanceConfig } from '../../config/config.ts';
import { ApiError } from '../errors.ts';
import { isNative } from './read-caller.ts';

/** What pages of every origin may read, without credentials. */
const PUBLIC = new Set(['/v1/environment', '/v1/health', '/livez', '/readyz', '/.well-known/jwks.json']);
/** Providers post here from pages of their own. The server only sends the browser on. */
const FORM_POST = /^\/v1\/oauth_callback(\/[a-z0-9_-]{1,40})?$/;
const EXPOSED = 'Authorization, X-Country, Clerk-Db-Jwt, Retry-After';

/**
 * Lets pages of the allowed origins call the API. A request of another origin that could change something is refused
 * before any work, and without a header that would let the page read why.
 *
 * Browsers send an origin with everything that changes something. A caller without one, and without cookies, may go on
 * with a token in their place, see `readCaller`.
 *
 * Browsers send forms without a preflight, so this check is the protection against cross-site request forgery, of
 * sign-ins too (https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html).
 *
 * @example app.use(checkOrigin({ allowedOrigins: ['https://app.example.com'] }))
 */
export function checkOrigin(config: Pick<InstanceConfig, 'allowedOrigins'>): MiddlewareHandler<AppEnv> {
  const allowed = new Set(config.allowedOrigins);
  return async function origin(c, next) {
    const { path } = c.env;
    const isApi = path.startsWith('/v1/') || path.startsWith('/.well-known/');
    const { method } = c.req.raw;
    const isRead = method === 'GET' || method === 'HEAD';
    const origin = c.req.raw.headers.get('origin');
    if (isApi) c.header('Vary', 'Origin');
    const isAllowed = origin !== null && allowed.has(origin);
    const isFormPost = method === 'POST' && !c.env.isOverridden && FORM_POST.test(path);
    const isApp = isNative(c.env.url.searchParams);
    if (origin !== null && !isAllowed && ((!isRead && !isFormPost) || (isApp && isApi))) {
      throw new ApiError('origin_invalid');
    }
    if (!isRead && origin === null && !isFormPost) {
      const { headers } = c.req.raw;
      const hasNoCookies = isApp || !headers.has('cookie');
      if (method === 'OPTIONS' || !path.startsWith('/v1/') || !hasNoCookies) throw new ApiError('origin_missing');
      c.set('needsToken', true);
    }
    if (isApi && isAllowed) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Allow-Credentials', 'true');
      c.header('Access-Control-Expose-Headers', EXPOSED);
    } else if (isRead && PUBLIC.has(path)) {
      c.header('Access-Control-Allow-Origin', '*');
      // The first request of a page that may not use the API says so in words. Its second one would only be blocked.
      if (origin !== null && path === '/v1/environment') throw new ApiError('origin_invalid');
    }
    if (method === 'OPTIONS') return preflight(c);
    await next();
  };
}

/** Answers a preflight. The client of this project needs none; clients that send the real methods do. */
function preflight(c: Parameters<MiddlewareHandler<AppEnv>>[0]): Response {
  c.header('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
  c.header('Access-Control-Allow-Headers', 'Authorization, Content-Type');
  c.header('Access-Control-Max-Age', '7200');
  return c.body(null, 204);
}
