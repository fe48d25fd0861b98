import { createKeptAnswer, fetchJson } from './kept-answer.ts';
import type { KeyResolver, RsaPublicJwk, VerificationKey } from './verification-key.ts';

/** A key resolver throws this when it cannot fetch the keys of the instance and has none in memory that are usable. */
export class JwksUnavailable extends Error {
  override readonly name = 'JwksUnavailable';
}

export interface JwksOptions {
  /** URL of the JWK Set. It is configured, never taken from a token. */
  url: string;
  /** Turns a JWK into a key of this runtime. It may throw, or return undefined, for a JWK that it cannot use. */
  importKey(jwk: RsaPublicJwk): VerificationKey | undefined | Promise<VerificationKey | undefined>;
  fetch?: typeof globalThis.fetch;
  /** Returns milliseconds since the epoch; default: the clock of the machine. */
  now?: () => number;
  /** Least milliseconds between two fetches, whatever key ids tokens have; default 30 s, 3 s while there are no keys. */
  cooldownMs?: number;
  /** Milliseconds after which the keys are fetched again. Meanwhile the old ones are used. Default 5 min. */
  maxAgeMs?: number;
  /** Milliseconds that keys are used while the instance cannot be reached; default 1 h. */
  maxStaleMs?: number;
  /** Milliseconds to wait for an answer; default 5 s. */
  timeoutMs?: number;
}

/** Milliseconds between two attempts while there are no keys and so every token is refused. */
const RETRY_MS = 3_000;
/** Characters of the largest JWK Set that is read. */
const MAX_BODY = 262_144;

/**
 * Creates a resolver that fetches the JWK Set of an instance (RFC 7517, section 5) when it is first needed, and keeps it.
 *
 * All callers share one request. A key id that is not in the set causes another fetch, because keys rotate; made-up key
 * ids cause at most one per cooldown.
 *
 * @returns a resolver that throws {@link JwksUnavailable} when there are no usable keys
 *
 * @example
 * const key = createJwksResolver({ url: 'https://clerk.example.com/.well-known/jwks.json', importKey });
 * const { data, error } = await verifySessionToken(token, { key });
 */
export function createJwksResolver(options: JwksOptions): KeyResolver {
  const { cooldownMs = 30_000, maxAgeMs = 300_000, maxStaleMs = 3_600_000, now } = options;
  const keys = createKeptAnswer({
    ask: () => fetchKeys(options),
    now,
    maxAgeMs,
    maxStaleMs,
    cooldownMs,
    retryMs: Math.min(cooldownMs, RETRY_MS),
  });

  return (kid) => {
    if (kid === undefined || !/^[\w.:-]{1,128}$/.test(kid)) return undefined;
    const present = keys.current();
    const known = present?.get(kid);
    if (known) return known;
    const renewed = keys.renew();
    if (renewed) return renewed.then((found) => found.get(kid));
    if (present) return undefined;
    throw new JwksUnavailable('The keys of the instance cannot be fetched.');
  };
}

async function fetchKeys(options: JwksOptions): Promise<ReadonlyMap<string, VerificationKey>> {
  const { url, importKey, fetch = globalThis.fetch, timeoutMs = 5_000 } = options;
  const keys = new Map<string, VerificationKey>();
  try {
    const { keys: list } = (await fetchJson(url, { fetch, timeoutMs, maxLength: MAX_BODY })) as { keys: unknown };
    if (!Array.isArray(list)) throw new TypeError('The answer is no JWK Set.');
    for (const jwk of list.filter(isSessionKey)) {
      const key = await tryImport(importKey, jwk);
      if (key) keys.set(jwk.kid, key);
    }
  } catch (cause) {
    throw new JwksUnavailable('The keys of the instance cannot be fetched.', { cause });
  }
  return keys;
}

/** A key that this runtime cannot use does not make the others unusable. */
async function tryImport(importKey: JwksOptions['importKey'], jwk: RsaPublicJwk) {
  try {
    return await importKey(jwk);
  } catch {
    return undefined;
  }
}

function isSessionKey(value: unknown): value is RsaPublicJwk {
  if (typeof value !== 'object' || value === null) return false;
  const { kty, kid, use, alg, n, e } = value as Record<string, unknown>;
  const isForSigning = (use === undefined || use === 'sig') && (alg === undefined || alg === 'RS256');
  return kty === 'RSA' && isForSigning && [kid, n, e].every((text) => typeof text === 'string' && text !== '');
}
