import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { withBrowser } from '../../http/middleware/with-browser.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import type { Services } from '../../services.ts';
import { respondWithClient } from '../respond.ts';

/** Stock clients show here that they passed the bot check, when they are asked for it apart from a form. */
export function captchaRoutes(app: Hono<AppEnv>, services: Services): void {
  app.post('/v1/client/verify', withBrowser(services), async (c) => {
    const browser = c.get('browser');
    await hitRateLimit(services, browser, 'attempt');
    if (!services.config.captcha) throw new ApiError('captcha_not_enabled');
    await services.botCheck.verify(browser, c.get('context').params.raw('captcha_token'));
    return respondWithClient(c, services);
  });
}
