import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { InstanceConfig } from '../../config/config.ts';
import { ApiError } from '../errors.ts';

/** What every page may read, without credentials: how the instance is configured, its keys, and that it is alive. */
const PUBLIC = new Set(['/v1/environment', '/v1/health', '/livez', '/readyz', '/.well-known/jwks.json']);
/** Providers post here from pages of their own. The answer sends the browser on and does nothing else. */
const FORM_POST = /^\/v1\/oauth_callback(\/[a-z0-9_-]{1,40})?$/;
const EXPOSED = 'Authorization, X-Country, Clerk-Db-Jwt, Retry-After';

/**
 * Who may call the API: pages of the origins on the list, compared exactly. A request that could change something
 * and comes from elsewhere is refused before any work, without a header that would let the page read why.
 *
 * Bodies of forms need no preflight, so this is the protection against forged requests, of login too.
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
    if (!isRead && !isAllowed && !isFormPost) throw new ApiError(origin === null ? 'origin_missing' : 'origin_invalid');
    if (isApi && isAllowed) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Allow-Credentials', 'true');
      c.header('Access-Control-Expose-Headers', EXPOSED);
    } else if (isRead && PUBLIC.has(path)) {
      c.header('Access-Control-Allow-Origin', '*');
      // A page that may not use the API learns it with its first request, in words, not from a blocked second one.
      if (origin !== null && path === '/v1/environment') throw new ApiError('origin_invalid');
    }
    if (method === 'OPTIONS') return preflight(c);
    await next();
  };
}

/** None of our own requests asks; clients that use the real verbs do. */
function preflight(c: Parameters<MiddlewareHandler<AppEnv>>[0]): Response {
  c.header('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
  c.header('Access-Control-Allow-Headers', 'Content-Type');
  c.header('Access-Control-Max-Age', '7200');
  return c.body(null, 204);
}
