import { readBounded } from '../lib/read-bounded.ts';
import type { Logger } from '../logger.ts';

const TIME_LIMIT_MS = 5_000;
const MAX_BYTES = 16_384;
const MAX_TOKEN = 2_048;
/** Error codes of the service that are the server's fault, not the visitor's. */
const OUR_FAULT = ['missing-input-secret', 'invalid-input-secret', 'bad-request', 'internal-error'];

export interface TurnstileSettings {
  readonly secretKey: string;
  /** URL of the verification, `https://challenges.cloudflare.com/turnstile/v0/siteverify` or a double of it. */
  readonly verifyUrl: string;
  /** Hosts of the pages that a token may come from; null allows all. */
  readonly hostnames: readonly string[] | null;
}

/** `unavailable`: the service does not answer, or does not accept the server's key. */
export type TurnstileVerdict = 'passed' | 'failed' | 'unavailable';

/**
 * Verifies a Turnstile token with the service that issued it (Cloudflare, "Validate the token"). The service accepts a
 * token once, within five minutes.
 *
 * @param ip address of the visitor, when it is known
 * @param post replaces `fetch` in tests
 */
export async function checkTurnstile(
  { secretKey, verifyUrl, hostnames }: TurnstileSettings,
  token: string,
  ip: string | null,
  logger: Logger,
  post: typeof fetch = fetch,
): Promise<TurnstileVerdict> {
  if (token.length > MAX_TOKEN) return 'failed';
  let answer: { success?: unknown; hostname?: unknown; 'error-codes'?: unknown };
  try {
    const response = await post(verifyUrl, {
      method: 'POST',
      body: new URLSearchParams({ secret: secretKey, response: token, ...(ip === null ? {} : { remoteip: ip }) }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    answer = await readObject(response);
  } catch {
    // The error is not logged: it may hold the request, and with it the secret key.
    logger.error('The bot check could not be asked, and a visitor was turned away.', { service: 'turnstile' });
    return 'unavailable';
  }
  const codes = Array.isArray(answer['error-codes']) ? answer['error-codes'] : [];
  const fault = OUR_FAULT.find((code) => codes.includes(code));
  if (answer.success !== true && fault !== undefined) {
    logger.error('The bot check refused our request, and a visitor was turned away.', { service: 'turnstile', fault });
    return 'unavailable';
  }
  const isOurs = hostnames === null || (typeof answer.hostname === 'string' && hostnames.includes(answer.hostname));
  return answer.success === true && isOurs ? 'passed' : 'failed';
}

async function readObject(response: Response): Promise<Record<string, unknown>> {
  const body = await readBounded(response.body, MAX_BYTES);
  const value: unknown = JSON.parse(body?.toString() ?? '');
  if (typeof value !== 'object' || value === null) throw new TypeError('answered no object');
  return value as Record<string, unknown>;
}
