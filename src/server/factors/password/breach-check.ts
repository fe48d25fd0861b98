import { createHash } from 'node:crypto';
import { readBounded } from '../../lib/read-bounded.ts';
import type { Logger } from '../../logger.ts';

/** Milliseconds that the service may take, while the user waits. */
const TIME_LIMIT_MS = 1_500;
/** A padded range has about 40 kB. */
const MAX_BYTES = 262_144;
const PREFIX_LENGTH = 5;

export interface BreachCheckSettings {
  readonly enabled: boolean;
  /** Base URL of a service in the format of `api.pwnedpasswords.com`, without a slash at the end. */
  readonly url: string;
}

/** What the look-up of breached passwords did since the start. */
export interface BreachCounts {
  readonly asked: number;
  readonly breached: number;
  /** How often the service did not answer, and the password was accepted. */
  readonly failedOpen: number;
}

export interface BreachCheck {
  /** Whether the password is in a known breach; false also when the service does not answer. Never rejects. */
  isBreached(password: string): Promise<boolean>;
  counts(): BreachCounts;
}

/**
 * Creates the look-up of breached passwords. The service never learns the password: it gets five hexadecimal digits of
 * the SHA-1 hash and returns all suffixes with that beginning, padded so that the length of the answer tells nothing
 * (k-anonymity; range search of the Pwned Passwords API, version 3).
 *
 * When the service does not answer, the password is accepted, so that users can sign up. The failure is logged and
 * counted, without the password or any part of its hash.
 *
 * @param fetchRange replaces `fetch` in tests
 */
export function createBreachCheck(
  { enabled, url }: BreachCheckSettings,
  logger: Logger,
  fetchRange: typeof fetch = fetch,
): BreachCheck {
  const counts = { asked: 0, breached: 0, failedOpen: 0 };
  return {
    counts: () => ({ ...counts }),
    async isBreached(password) {
      if (!enabled) return false;
      counts.asked++;
      const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
      try {
        const range = await readRange(`${url}/range/${digest.slice(0, PREFIX_LENGTH)}`, fetchRange);
        const isBreached = hasSuffix(range, digest.slice(PREFIX_LENGTH));
        if (isBreached) counts.breached++;
        return isBreached;
      } catch (error) {
        counts.failedOpen++;
        logger.warn('Leaked passwords could not be looked up, and a password was let through.', {
          failures: counts.failedOpen,
          reason: reasonOf(error),
        });
        return false;
      }
    },
  };
}

async function readRange(url: string, fetchRange: typeof fetch): Promise<string> {
  const response = await fetchRange(url, {
    headers: { 'Add-Padding': 'true' },
    redirect: 'error',
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  });
  if (response.status !== 200 || !response.body) {
    await response.body?.cancel();
    throw new RangeError(`answered ${response.status}`);
  }
  const body = await readBounded(response.body, MAX_BYTES);
  if (!body) throw new RangeError('answered too much');
  return body.toString();
}

/** Whether the range has the suffix. Padding has a count of 0. */
function hasSuffix(range: string, suffix: string): boolean {
  const lines = range.split('\n');
  if (!lines.some((line) => /^[0-9A-F]{35}:\d+\r?$/i.test(line))) throw new RangeError('answered no range');
  const line = lines.find((each) => each.slice(0, suffix.length).toUpperCase() === suffix);
  return line !== undefined && Number(line.slice(suffix.length + 1)) > 0;
}

/** Describes an error without the URL, which holds a part of the hash. */
function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return error.message;
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
  return 'not reachable';
}
