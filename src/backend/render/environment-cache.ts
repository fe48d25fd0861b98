import type { EnvironmentJSON } from '../../protocol/json/environment.ts';

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
  /** Least milliseconds between a request that failed and the next one; default 5 s. */
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
 * All callers share one request. An old environment is answered at once and renewed meanwhile (stale-while-revalidate, RFC
 * 5861). After a failure nothing is requested for a while, so that an instance that is down does not hold up every page;
 * the console says it once, and once that it is over.
 *
 * @example
 * const read = createEnvironmentCache({ apiUrl: 'https://clerk.example.com', fetch });
 * const environment = await read();
 */
export function createEnvironmentCache(options: EnvironmentCacheOptions): ReadEnvironment {
  const { now = Date.now, maxAgeMs = 60_000, maxStaleMs = 86_400_000, cooldownMs = 5_000 } = options;
  let kept: EnvironmentJSON | undefined;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let failedAt = Number.NEGATIVE_INFINITY;
  let isFailing = false;
  let pending: Promise<EnvironmentJSON | undefined> | undefined;

  const refresh = (): Promise<EnvironmentJSON | undefined> => {
    pending ??= fetchEnvironment(options)
      .then(
        (environment) => {
          if (isFailing) console.info(`clerk-widgets: ${options.apiUrl} answers again.`);
          isFailing = false;
          kept = environment;
          fetchedAt = now();
          return environment;
        },
        (error: unknown) => {
          if (!isFailing) console.error(failureOf(options.apiUrl, error, kept !== undefined));
          isFailing = true;
          failedAt = now();
          return undefined;
        },
      )
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };

  return async () => {
    const age = now() - fetchedAt;
    const mayTry = pending !== undefined || now() - failedAt >= cooldownMs;
    const isUsable = kept !== undefined && age < maxStaleMs;
    // A clock that was set back must not keep an environment for ever.
    const isOld = age >= maxAgeMs || age < 0;
    if (isUsable) {
      if (isOld && mayTry) void refresh();
      return kept;
    }
    return mayTry ? refresh() : undefined;
  };
}

async function fetchEnvironment({ apiUrl, fetch, timeoutMs = 3_000 }: EnvironmentCacheOptions) {
  const answer = await fetch(`${apiUrl}/v1/environment`, {
    headers: { Accept: 'application/json' },
    // A redirect is not followed, and is refused below: the environment comes only from the configured URL.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const body = answer.ok ? await answer.text() : '';
  if (!answer.ok) throw new TypeError(`the answer has status ${answer.status}`);
  if (body.length > MAX_BODY) throw new TypeError('the answer is too long');
  const json = JSON.parse(body) as unknown;
  if (!isEnvironment(json)) throw new TypeError('the answer is no environment');
  return json;
}

/** Tells whether a value has the parts of an environment that every screen reads. */
export function isEnvironment(value: unknown): value is EnvironmentJSON {
  const { auth_config, display_config, user_settings } = Object(value) as Record<string, unknown>;
  return [auth_config, display_config, user_settings].every((part) => typeof part === 'object' && part !== null);
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
