import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import { hitRateLimit } from '../../http/rate-limit.ts';
import { respondWithClient } from '../respond.ts';

/** Stock clients show here that they passed the bot check, when they are asked to out of turn. */
export function captchaRoutes(app: Hono<AppEnv>, services: Services): void {
  app.post('/v1/client/verify', async (c) => {
    const context = c.get('context');
    await hitRateLimit(services, context, 'attempt');
    if (!services.config.captcha) throw new ApiError('captcha_not_enabled');
    await services.botCheck.verify(context, context.params.raw('captcha_token'));
    return respondWithClient(c, services);
  });
}
