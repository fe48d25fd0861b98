import type { Context, MiddlewareHandler } from 'hono';
import type { Services } from '../../services.ts';
import { type Browser, findBrowser } from '../../sessions/browser.ts';
import { requireTokenSession } from '../../sessions/require-token-session.ts';
import { requireSession, type SignedIn } from '../../sessions/signed-in.ts';
import type { AppContext, AppEnv } from '../app-env.ts';
import { clearLegacyCookie, setClientCookie } from './answer-cookies.ts';

/** Routes that know the browser that makes the request. */
export interface BrowserEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { browser: Browser };
}

/** Routes of a signed-in user. */
export interface SignedInEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { browser: Browser; signedIn: SignedIn };
}

export type BrowserContext = Omit<Context<BrowserEnv>, 'set'>;

/** Looks the browser up, once per request, for the routes that come after it. */
export function withBrowser(services: Services): MiddlewareHandler<BrowserEnv> {
  return async function withBrowser(c, next) {
    c.set('browser', await loadBrowser(c, services));
    await next();
  };
}

/** Requires a live session, for the routes that come after it. @throws {ApiError} 401 without one */
export function withSession(services: Services): MiddlewareHandler<SignedInEnv> {
  return async function withSession(c, next) {
    const context = c.get('context');
    const wanted = context.query.get('_clerk_session_id');
    if (context.sessionToken !== null) {
      const signedIn = await requireTokenSession(services, context, context.sessionToken, wanted);
      c.set('browser', signedIn);
      c.set('signedIn', signedIn);
    } else {
      const browser = await loadBrowser(c, services);
      c.set('browser', browser);
      c.set('signedIn', await requireSession(services, browser, wanted));
    }
    await next();
  };
}

/** Finds the browser of a request. If its cookie was replaced, even a failed request sets the new one. */
export async function loadBrowser(c: AppContext, services: Services): Promise<Browser> {
  const browser = await findBrowser(services, c.get('context'));
  if (browser.isCookieNew) {
    setClientCookie(c, services, browser);
    clearLegacyCookie(c, services);
  }
  return browser;
}
