import type { CaptchaJSON } from '../../protocol/json/captcha.ts';
import type { CaptchaConfig, InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { RequestContext } from '../http/request-context.ts';
import { checkWork, createWorkChallenge } from './proof-of-work.ts';
import { checkTurnstile } from './turnstile.ts';

const RETRY_MS = 5_000;

/**
 * Lets those through who show, in `captcha_token`, that they passed the bot check of the instance. Without one
 * everybody passes.
 *
 * @throws {ApiError} `captcha_missing_token`, which says what has to be done, `captcha_invalid`, or 503 when the
 *   service that judges it cannot be asked
 */
export async function verifyCaptcha(services: Services, context: RequestContext): Promise<void> {
  const { captcha } = services.config;
  if (!captcha) return;
  const token = context.params.raw('captcha_token') ?? '';
  if (token === '') {
    throw new ApiError('captcha_missing_token', { meta: { captcha: presentCheck(services, context, captcha) } });
  }
  const isPassed =
    captcha.provider === 'turnstile'
      ? await passesTurnstile(services, context, captcha, token)
      : await passesWork(services, context, token);
  if (!isPassed) throw new ApiError('captcha_invalid');
}

function presentCheck({ protection }: Services, { now }: RequestContext, captcha: CaptchaConfig): CaptchaJSON {
  if (captcha.provider === 'proof_of_work') {
    const { provider, difficulty } = captcha;
    return { provider, difficulty, challenge: createWorkChallenge(protection.workKey, difficulty, now).challenge };
  }
  const { provider, siteKey, invisibleSiteKey, widgetType } = captcha;
  return {
    provider,
    site_key: widgetType === 'smart' ? siteKey : null,
    invisible_site_key: invisibleSiteKey,
  };
}

async function passesTurnstile(
  { config, logger, protection }: Services,
  { ip }: RequestContext,
  { secretKey, verifyUrl }: Extract<CaptchaConfig, { provider: 'turnstile' }>,
  token: string,
): Promise<boolean> {
  const settings = { secretKey, verifyUrl, hostnames: hostnamesOf(config) };
  const verdict = await checkTurnstile(settings, token, ip, logger, protection.fetch);
  if (verdict === 'unavailable') throw new ApiError('service_unavailable', { retryAfterMs: RETRY_MS });
  return verdict === 'passed';
}

/** The keys for tests answer another host than the page's, so a development instance takes any. */
function hostnamesOf({ instanceType, allowedOrigins }: InstanceConfig): string[] | null {
  return instanceType === 'production' ? allowedOrigins.map((origin) => new URL(origin).hostname) : null;
}

async function passesWork({ storage, protection }: Services, { now }: RequestContext, token: string): Promise<boolean> {
  const done = checkWork(protection.workKey, token, now);
  // A row per piece of work until it is too old anyway: none is taken twice, on whichever node.
  return done !== undefined && (await storage.hitRateLimit(`work:${done.id}`, 1, done.expiresAt - now, now)).allowed;
}
