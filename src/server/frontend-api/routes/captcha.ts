import type { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { ApiError } from '../../http/errors.ts';
import { verifyCaptcha } from '../../bot-check/verify-captcha.ts';
import type { Services } from '../../services.ts';
import { takeLimit } from '../../http/rate-limit.ts';
import { answerClient } from '../respond.ts';

/** Stock clients show here that they passed the bot check, when they are asked to out of turn. */
export function captchaRoutes(app: Hono<AppEnv>, services: Services): void {
  app.post('/v1/client/verify', async (c) => {
    const visit = c.get('visit');
    await takeLimit(services, visit, 'attempt');
    if (!services.config.captcha) throw new ApiError('captcha_not_enabled');
    await verifyCaptcha(services, visit);
    return answerClient(c, services);
  });
}
