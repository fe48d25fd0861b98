import type { KeyResolver, RsaPublicJwk, VerificationKey } from './verification-key.ts';

/** The keys of the instance could not be fetched, and none that are kept can be used. */
export class JwksUnavailable extends Error {
  override readonly name = 'JwksUnavailable';
}

export interface JwksOptions {
  /** Where the JWK Set is; configured, never taken from a token. */
  url: string;
  /** Turns a JWK into a key of this runtime; may throw or answer undefined for one it cannot use. */
  importKey(jwk: RsaPublicJwk): VerificationKey | undefined | Promise<VerificationKey | undefined>;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Milliseconds between two fetches at least, whatever tokens name; default 30 s, 3 s while there are no keys. */
  cooldownMs?: number;
  /** Milliseconds after which keys are fetched again, in the background while they still serve; default 5 min. */
  maxAgeMs?: number;
  /** Milliseconds that keys serve while the instance cannot be reached; default 1 h. */
  maxStaleMs?: number;
  /** Milliseconds to wait for an answer; default 5 s. */
  timeoutMs?: number;
}

/** Milliseconds between two tries while there are no keys at all and nobody can be let in. */
const RETRY_MS = 3_000;
const MAX_BODY = 262_144;

/**
 * Keys of an instance by `kid`, fetched when first needed and kept.
 *
 * One request at a time serves everybody who waits; an unknown `kid` fetches again, because keys rotate, but
 * made-up ones cannot cause more than one fetch per cooldown.
 */
export function createJwksResolver(options: JwksOptions): KeyResolver {
  const { cooldownMs = 30_000, maxAgeMs = 300_000, maxStaleMs = 3_600_000, now = Date.now } = options;
  let keys: ReadonlyMap<string, VerificationKey> | undefined;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;

  const refresh = (): Promise<void> => {
    underWay ??= fetchKeys(options)
      .then((found) => {
        keys = found;
        fetchedAt = now();
      })
      .finally(() => {
        underWay = undefined;
        triedAt = now();
      });
    return underWay;
  };
  const mayTry = () => {
    const hasKeys = now() - fetchedAt < maxStaleMs;
    return underWay !== undefined || now() - triedAt >= (hasKeys ? cooldownMs : Math.min(cooldownMs, RETRY_MS));
  };

  return (kid) => {
    if (kid === undefined || !/^[\w.:-]{1,128}$/.test(kid)) return undefined;
    const age = now() - fetchedAt;
    const known = age < maxStaleMs ? keys?.get(kid) : undefined;
    if (known) {
      if (age >= maxAgeMs && mayTry()) refresh().catch(() => undefined);
      return known;
    }
    if (mayTry()) return refresh().then(() => keys?.get(kid));
    if (age < maxStaleMs) return undefined;
    throw new JwksUnavailable('The keys of the instance cannot be fetched.');
  };
}

async function fetchKeys(options: JwksOptions): Promise<ReadonlyMap<string, VerificationKey>> {
  const { url, importKey, fetch = globalThis.fetch, timeoutMs = 5_000 } = options;
  const keys = new Map<string, VerificationKey>();
  try {
    const answer = await fetch(url, {
      headers: { Accept: 'application/json' },
      // A redirect is answered as it is, and refused below: the keys come from the configured place or not at all.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = answer.ok ? await answer.text() : '';
    if (!answer.ok || body.length > MAX_BODY) throw new TypeError(`The answer has status ${answer.status}.`);
    const { keys: list } = JSON.parse(body) as { keys: unknown };
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

/** One key that this runtime cannot use must not take the others with it. */
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
