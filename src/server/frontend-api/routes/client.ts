import type { Hono } from 'hono';
import { acceptTestingToken } from '../../bot-check/testing-token.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { clearClientCookie, clearLegacyCookie, setClientCookie } from '../../http/middleware/answer-cookies.ts';
import { type BrowserContext, withBrowser } from '../../http/middleware/with-browser.ts';
import { hitRateLimit, limitRate } from '../../http/rate-limit.ts';
import { redirectTarget } from '../../http/redirect-target.ts';
import type { Services } from '../../services.ts';
import { forgetCookie, openClient, renewClient } from '../../sessions/browser.ts';
import { signOut } from '../../sessions/end-sessions.ts';
import { respondWithClient } from '../respond.ts';

const CLIENT = '/v1/client';

/** One browser and everything that is signed in on it. */
export function clientRoutes(app: Hono<AppEnv>, services: Services): void {
  const { storage, config } = services;
  const known = withBrowser(services);

  const create = async (c: BrowserContext): Promise<Response> => {
    const browser = c.get('browser');
    if (browser.client) return respondWithClient(c, services);
    await hitRateLimit(services, browser, 'createAttempt');
    const opened = await storage.transaction((tx) => openClient(tx, services, browser));
    return respondWithClient(c, services, { browser: opened });
  };

  // A page sends the browser through here when the cookie is about to expire: browsers keep what a navigation sets.
  app.get(`${CLIENT}/touch`, known, async (c) => {
    setClientCookie(c, services, await renewClient(services, c.get('browser')));
    return c.redirect(redirectTarget(c.get('context').query.getAll('redirect_url'), config), 307);
  });
  // Clerk's clients pass the bot check here when they are asked for it apart from a form.
  app.post(`${CLIENT}/verify`, known, limitRate(services, 'attempt'), async (c) => {
    if (!config.captcha) throw new ApiError('captcha_not_enabled');
    const { params, query } = c.get('context');
    const isTest = acceptTestingToken(services, query.get('__clerk_testing_token'));
    if (!isTest) await services.botCheck.verify(c.get('browser'), params.raw('captcha_token'));
    return respondWithClient(c, services);
  });
  app.get(CLIENT, known, (c) => respondWithClient(c, services));
  app.put(CLIENT, known, create);
  app.post(CLIENT, known, create);

  app.delete(`${CLIENT}/sessions`, known, async (c) => {
    await signOut(services, c.get('browser'));
    clearLegacyCookie(c, services);
    return respondWithClient(c, services);
  });

  app.delete(CLIENT, known, async (c) => {
    const browser = c.get('browser');
    await signOut(services, browser);
    clearLegacyCookie(c, services);
    if (!browser.client) return respondWithClient(c, services);
    const forgotten = await forgetCookie(services, browser);
    clearClientCookie(c, services);
    return respondWithClient(c, services, { browser: forgotten });
  });
}
