export interface KeptAnswerOptions<Value> {
  /** Asks the instance. It rejects when there is no usable answer. */
  ask(): Promise<Value>;
  /** Returns milliseconds since the epoch; default: the clock of the machine. */
  now?: (() => number) | undefined;
  /** Milliseconds after which the answer is asked for again. Meanwhile the old one is used. */
  maxAgeMs: number;
  /** Milliseconds that an answer is used while the instance cannot be reached. */
  maxStaleMs: number;
  /** Least milliseconds from one request to the next. */
  cooldownMs: number;
  /** The same while there is no usable answer; default `cooldownMs`. */
  retryMs?: number;
}

/** An answer of an instance, kept in memory. */
export interface KeptAnswer<Value> {
  /** Returns the answer, and renews an old one in the background; undefined while there is none that may be used. */
  current(): Value | undefined;
  /** Asks the instance again, or joins the request that is under way; undefined while the last request is too recent. */
  renew(): Promise<Value> | undefined;
}

/**
 * Keeps an answer of an instance in memory. All callers share one request. An old answer is used while it is renewed
 * (stale-while-revalidate, RFC 5861), and requests keep a distance, so that an instance that is down holds up nobody.
 *
 * @example
 * const keys = createKeptAnswer({ ask: fetchKeys, maxAgeMs: 300_000, maxStaleMs: 3_600_000, cooldownMs: 30_000 });
 * const present = keys.current() ?? (await keys.renew());
 */
export function createKeptAnswer<Value>(options: KeptAnswerOptions<Value>): KeptAnswer<Value> {
  const { now = Date.now, maxAgeMs, maxStaleMs, cooldownMs, retryMs = cooldownMs } = options;
  let kept: { value: Value } | undefined;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<Value> | undefined;

  const usable = () => (now() - answeredAt < maxStaleMs ? kept : undefined);
  // A clock that was set back must keep no answer for ever, and hold up no request.
  const isWithin = (since: number, most: number) => now() >= since && now() - since < most;
  const renew = () => {
    if (!pending && isWithin(askedAt, usable() ? cooldownMs : retryMs)) return undefined;
    pending ??= options
      .ask()
      .then((value) => {
        kept = { value };
        answeredAt = now();
        return value;
      })
      .finally(() => {
        pending = undefined;
        askedAt = now();
      });
    return pending;
  };
  return {
    renew,
    current() {
      const present = usable();
      if (present && !isWithin(answeredAt, maxAgeMs)) renew()?.catch(() => undefined);
      return present?.value;
    },
  };
}

/** How JSON is fetched from an instance. */
export interface FetchJsonOptions {
  fetch: typeof globalThis.fetch;
  /** Milliseconds to wait for the answer. */
  timeoutMs: number;
  /** Characters of the longest answer that is read. */
  maxLength: number;
}

/**
 * Fetches JSON from a configured URL.
 *
 * @returns what the text says, unchecked
 * @throws {Error} when there is no answer in time, or one that is no JSON, is too long, or has another status than 2xx
 */
export async function fetchJson(url: string, { fetch, timeoutMs, maxLength }: FetchJsonOptions): Promise<unknown> {
  const answer = await fetch(url, {
    headers: { Accept: 'application/json' },
    // A redirect is not followed, and is refused below: the answer comes only from the configured URL.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!answer.ok) throw new TypeError(`the answer has status ${answer.status}`);
  return JSON.parse(await textOf(answer, maxLength));
}

/** Reads a text, and stops as soon as it is too long: all requests that wait share the memory of the process. */
async function textOf({ body }: Response, maxLength: number): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length <= maxLength) continue;
    void reader?.cancel().catch(() => undefined);
    throw new TypeError('the answer is too long');
  }
}
