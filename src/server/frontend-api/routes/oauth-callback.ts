import type { Hono } from 'hono';
import { finishAuthorization } from '../../attempts/oauth/finish-authorization.ts';
import type { AppContext, AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { loadBrowser } from '../../http/middleware/with-browser.ts';
import type { Services } from '../../services.ts';
import { setBrowserCookies } from '../respond.ts';

/** Parameters of an authorization response. Everything else that a form holds is dropped. */
const PASSED_ON = ['code', 'state', 'scope', 'iss', 'error', 'user'];

/** Where providers send browsers back to. Each custom provider has a path of its own. */
export function oauthCallbackRoutes(app: Hono<AppEnv>, services: Services): void {
  const { config } = services;

  const finish = async (c: AppContext): Promise<Response> => {
    // The answer can be used once, so a link scanner that asks for the head alone must not use it.
    if (c.req.raw.method !== 'GET') throw new ApiError('method_not_allowed');
    const slug = c.req.param('slug');
    const { url, browser } = await finishAuthorization(services, await loadBrowser(c, services), {
      path: slug === undefined ? '' : `/${slug}`,
      parameters: c.get('context').query,
    });
    await setBrowserCookies(c, services, browser);
    return leave(c, url);
  };

  /**
   * Some providers post a form from their own page, and browsers send no cookies with it. The server changes nothing
   * then: it sends the browser here once more, with the same parameters.
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

/** Goes on to a page. A popup may tell its opener the outcome, and shows nothing on the way. */
function leave(c: AppContext, target: string): Response {
  c.header('Cross-Origin-Opener-Policy', 'unsafe-none');
  return c.redirect(target, 303);
}
