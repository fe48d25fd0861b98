import type { CaptchaJSON } from '../../protocol/captcha.ts';
import type { CaptchaConfig, InstanceConfig } from '../config/config.ts';
import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import { deriveKey } from '../keys/master-key.ts';
import type { Logger } from '../logger.ts';
import type { Storage } from '../storage/storage.ts';
import { checkWork, createWorkChallenge } from './proof-of-work.ts';
import { checkTurnstile } from './turnstile.ts';

/** The bot check of an instance. */
export interface BotCheck {
  /**
   * Accepts a token that shows that the visitor passed the bot check; each token is accepted once. An instance without
   * a bot check accepts every visitor.
   *
   * @param token the `captcha_token` of the request; undefined or empty when it has none
   * @throws {ApiError} `captcha_missing_token`, which says what the client has to do; `captcha_invalid`; or 503 when
   *   the service that verifies the token does not answer
   */
  verify(actor: Pick<Actor, 'now' | 'ip'>, token: string | undefined): Promise<void>;
}

export interface BotCheckParts {
  readonly config: InstanceConfig;
  readonly storage: Pick<Storage, 'hitRateLimit'>;
  readonly logger: Logger;
  /** 32 bytes, from which the key of the proof of work is derived. */
  readonly secret: Uint8Array;
  /** For requests to Turnstile. */
  readonly fetch: typeof fetch;
}

const RETRY_MS = 5_000;

/** Creates the bot check that the settings name: Turnstile, a proof of work, or none. */
export function createBotCheck({ config, storage, logger, secret, fetch }: BotCheckParts): BotCheck {
  const { captcha } = config;
  if (!captcha) return { verify: async () => {} };
  const workKey = deriveKey(secret, 'proof-of-work');

  const passesWork = async ({ now }: Pick<Actor, 'now'>, token: string): Promise<boolean> => {
    const work = checkWork(workKey, token, now);
    // Each piece of work is a row until it expires, so that no node accepts it a second time.
    return work !== undefined && (await storage.hitRateLimit(`work:${work.id}`, 1, work.expiresAt - now, now)).allowed;
  };
  const passesTurnstile = async (settings: TurnstileConfig, ip: string | null, token: string): Promise<boolean> => {
    const { secretKey, verifyUrl } = settings;
    const verdict = await checkTurnstile(
      { secretKey, verifyUrl, hostnames: hostnamesOf(config) },
      token,
      ip,
      logger,
      fetch,
    );
    if (verdict === 'unavailable') throw new ApiError('service_unavailable', { retryAfterMs: RETRY_MS });
    return verdict === 'passed';
  };

  return {
    async verify(actor, token = '') {
      if (token === '') {
        throw new ApiError('captcha_missing_token', { meta: { captcha: presentCaptcha(captcha, workKey, actor.now) } });
      }
      const isPassed =
        captcha.provider === 'turnstile'
          ? await passesTurnstile(captcha, actor.ip, token)
          : await passesWork(actor, token);
      if (!isPassed) throw new ApiError('captcha_invalid');
    },
  };
}

type TurnstileConfig = Extract<CaptchaConfig, { provider: 'turnstile' }>;

function presentCaptcha(captcha: CaptchaConfig, workKey: Uint8Array, now: number): CaptchaJSON {
  if (captcha.provider === 'proof_of_work') {
    const { provider, difficulty } = captcha;
    return { provider, difficulty, challenge: createWorkChallenge(workKey, difficulty, now).challenge };
  }
  const { provider, siteKey, invisibleSiteKey, widgetType } = captcha;
  return {
    provider,
    site_key: widgetType === 'smart' ? siteKey : null,
    invisible_site_key: invisibleSiteKey,
  };
}

/** Turnstile's test keys report a host other than the page's, so a development instance accepts every host. */
function hostnamesOf({ instanceType, allowedOrigins }: InstanceConfig): string[] | null {
  return instanceType === 'production' ? allowedOrigins.map((origin) => new URL(origin).hostname) : null;
}
