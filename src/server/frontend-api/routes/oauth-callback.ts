import type { Hono } from 'hono';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import { finishAuthorization } from '../../attempts/oauth/finish-authorization.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import { setUatCookies } from '../../sessions/client-cookie.ts';
import { findClient } from '../../sessions/open-client.ts';

/** Parameters of an authorization response; whatever else a form holds goes no further. */
const PASSED_ON = ['code', 'state', 'scope', 'iss', 'error', 'user'];

/** Where providers send browsers back to. Custom providers have a path of their own each. */
export function oauthCallbackRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage, config } = services;

  const finish = async (c: AppContext): Promise<Response> => {
    // A link scanner that only asks for the head must not take the one answer there is.
    if (c.req.raw.method !== 'GET') throw new ApiError('method_not_allowed');
    const context = c.get('context');
    const slug = c.req.param('slug');
    const target = await finishAuthorization(services, context, slug === undefined ? '' : `/${slug}`);
    const known = await findClient(services, context);
    const client = known && (await storage.findClient(known.id));
    if (client)
      setUatCookies(context, services, client, (await storage.listClientSessions(client.id, context.now)).length);
    return leave(c, target);
  };

  /**
   * Some providers post a form from their own page, which brings no cookie of ours along. It changes nothing here: the
   * browser only asks again by itself, with the same parameters.
   */
  const bounce = async (c: AppContext): Promise<Response> => {
    const { params } = c.get('context');
    const url = new URL(`${config.url}/v1/oauth_callback`);
    const slug = c.req.param('slug');
    if (slug !== undefined) url.pathname += `/${encodeURIComponent(slug)}`;
    for (const name of PASSED_ON) {
      const value = params.raw(name);
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return leave(c, url.href);
  };

  for (const path of ['/v1/oauth_callback', '/v1/oauth_callback/:slug']) {
    app.get(path, finish);
    app.post(path, bounce);
  }
}

/** A window that was opened for the visit may tell its opener how it went; nothing is shown on the way. */
function leave(c: AppContext, target: string): Response {
  c.header('Cross-Origin-Opener-Policy', 'unsafe-none');
  return c.redirect(target, 303);
}
