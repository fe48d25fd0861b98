import { isEnvironment } from '../../protocol/is-environment.ts';
import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import { createKeptAnswer, fetchJson } from '../../tokens/kept-answer.ts';

export interface EnvironmentCacheOptions {
  /** Base of the Frontend API without `/v1`. It is configured, never taken from a request. */
  apiUrl: string;
  fetch: typeof globalThis.fetch;
  /** Returns milliseconds since the epoch; default: the clock of the machine. */
  now?: (() => number) | undefined;
  /** Milliseconds after which the environment is fetched again. Meanwhile the old one is used. Default 1 min. */
  maxAgeMs?: number;
  /** Milliseconds that an environment is used while the instance cannot be reached; default 1 day, as in browsers. */
  maxStaleMs?: number;
  /** Least milliseconds between two requests, so that an instance that is down does not hold up every page; default 5 s. */
  cooldownMs?: number;
  /** Milliseconds to wait for an answer; default 3 s, because a page waits for it. */
  timeoutMs?: number;
}

/** Returns the environment of the instance; undefined while it cannot be had. It never rejects. */
export type ReadEnvironment = () => Promise<EnvironmentJSON | undefined>;

/** Characters of the largest environment that is read. */
const MAX_BODY = 1_048_576;

/**
 * Creates a reader that fetches the environment of an instance when it is first needed, and keeps it in memory.
 *
 * All callers share one request, and an old environment is used while it is renewed (`createKeptAnswer`). The console says
 * once that the instance cannot be reached, and once that it is over.
 *
 * @example
 * const read = createEnvironmentCache({ apiUrl: 'https://clerk.example.com', fetch });
 * const environment = await read();
 */
export function createEnvironmentCache(options: EnvironmentCacheOptions): ReadEnvironment {
  const { now, maxAgeMs = 60_000, maxStaleMs = 86_400_000, cooldownMs = 5_000 } = options;
  const { apiUrl } = options;
  let wasRead = false;
  let isFailing = false;
  const ask = async (): Promise<EnvironmentJSON> => {
    try {
      const environment = await fetchEnvironment(options);
      if (isFailing) console.info(`clerk-widgets: ${apiUrl} answers again.`);
      isFailing = false;
      wasRead = true;
      return environment;
    } catch (error) {
      if (!isFailing) console.error(failureOf(apiUrl, error, wasRead));
      isFailing = true;
      throw error;
    }
  };
  const kept = createKeptAnswer({ ask, now, maxAgeMs, maxStaleMs, cooldownMs });
  return async () => kept.current() ?? kept.renew()?.catch(() => undefined);
}

async function fetchEnvironment({ apiUrl, fetch, timeoutMs = 3_000 }: EnvironmentCacheOptions) {
  const json = await fetchJson(`${apiUrl}/v1/environment`, { fetch, timeoutMs, maxLength: MAX_BODY });
  if (!isEnvironment(json)) throw new TypeError('the answer is no environment');
  return json;
}

function failureOf(apiUrl: string, error: unknown, isKept: boolean): string {
  const reason = error instanceof Error ? error.message : String(error);
  const effect = isKept
    ? 'Pages are rendered with the settings that were read before.'
    : 'Elements are rendered without content, and draw it in the browser.';
  return (
    `clerk-widgets: the environment of the instance could not be read from ${apiUrl}/v1/environment: ${reason}. ` +
    `${effect} frontendApiUrl (CLERK_FAPI_URL) says where your server finds the Frontend API.`
  );
}
