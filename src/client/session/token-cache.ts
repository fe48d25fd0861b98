import { SESSION_TOKEN_SECONDS } from '../../protocol/tokens.ts';
import { type DecodedToken, decodeToken } from '../../tokens/decode.ts';
import type { Clock } from '../platform/platform.ts';

/** Milliseconds of life that a token must have left to be used. */
const MARGIN = 5000;
const LIFE = SESSION_TOKEN_SECONDS * 1000;

export interface TokenCache {
  /** Returns the raw token of a key, whatever its age. */
  peek(key: string): string | undefined;
  /** Returns the raw token of a key if it has more than 5 s of life left, or that many seconds more. */
  usable(key: string, leeway?: number): string | undefined;
  /** Returns server milliseconds since the token was issued; negative when the local clock was set back. */
  age(key: string): number | undefined;
  /**
   * Keeps a token unless it is malformed, belongs to another session or is older than the present one. A token that was
   * minted replaces one of the same second: `skipCache` asks for it because the user has changed.
   *
   * @param origin `minted`: made for the request that was sent at `askedAt` (local milliseconds); `answer`: part of an
   *   answer of the API; `unknown`: of unknown age
   * @returns whether the token was kept
   */
  adopt(key: string, raw: string, origin: 'minted' | 'answer' | 'unknown', askedAt?: number): boolean;
  /** Runs one request at a time for each key. Callers that come meanwhile share its result. */
  share(key: string, fetchToken: () => Promise<string | null>): Promise<string | null>;
  inFlight(key: string): boolean;
  /** Returns whether the token was issued in the future: the server's clock was set back since. */
  isAhead(token: DecodedToken): boolean;
  /** Returns whether the life of the token is over. */
  isPast(token: DecodedToken): boolean;
  /** Forgets the tokens of a session, or all tokens. Requests that are on their way are no longer shared. */
  forget(sessionId?: string): void;
}

/**
 * Keeps session tokens by key. An older token never replaces a newer one (header `oiat`, then claim `iat`), and a
 * token's life is counted in the server's time, whatever the local clock says (docs/protocol.md#session-tokens).
 */
export function createTokenCache(clock: Clock): TokenCache {
  const tokens = new Map<string, DecodedToken>();
  const pending = new Map<string, Promise<string | null>>();
  let skew: number | undefined;

  const serverNow = () => clock.now() + (skew ?? 0);
  const isAhead = (token: DecodedToken) => token.claims.iat * 1000 - serverNow() >= MARGIN;
  return {
    peek: (key) => tokens.get(key)?.raw,
    usable(key, leeway = 0) {
      const token = tokens.get(key);
      if (!token) return undefined;
      const age = serverNow() - token.claims.iat * 1000;
      const life = (token.claims.exp - token.claims.iat) * 1000;
      // A token from the future means that a clock was set: the token's life is not known any more.
      return !isAhead(token) && life - age > MARGIN + leeway * 1000 ? token.raw : undefined;
    },
    age(key) {
      const token = tokens.get(key);
      return token && serverNow() - token.claims.iat * 1000;
    },
    adopt(key, raw, origin, askedAt) {
      const token = decode(raw);
      // A token of a template names no session.
      if (!token || (!key.includes(' ') && token.claims.sid !== key)) return false;
      learnSkew(token.claims.iat * 1000, origin, askedAt);
      const known = tokens.get(key);
      const isAsNew = origin === 'minted' && known?.raw !== raw && !isNewerToken(known ?? token, token);
      if (known && !isAsNew && !isNewerToken(token, known) && !isAhead(known)) return false;
      tokens.set(key, token);
      return true;
    },
    share(key, fetchToken) {
      const running = pending.get(key);
      if (running) return running;
      const promise = fetchToken().finally(() => {
        if (pending.get(key) === promise) pending.delete(key);
      });
      pending.set(key, promise);
      return promise;
    },
    inFlight: (key) => pending.has(key),
    isAhead,
    isPast: (token) => serverNow() - token.claims.exp * 1000 >= MARGIN,
    forget(sessionId) {
      for (const map of [tokens, pending]) {
        for (const key of map.keys()) if (!sessionId || sessionOf(key) === sessionId) map.delete(key);
      }
    },
  };

  function learnSkew(issued: number, origin: 'minted' | 'answer' | 'unknown', askedAt = clock.now()): void {
    const sample = issued - askedAt;
    // A token that was minted for a request is not older than the request, so this refreshes rather early than late.
    if (origin === 'minted') skew = sample;
    // A token of another answer may be up to one life old. If that agrees with the local clock, trust the clock.
    else if (origin === 'answer' && skew === undefined) skew = sample <= 0 && sample > -LIFE ? 0 : sample;
    // A token of any age cannot have been issued in the future.
    else if (sample > (skew ?? 0)) skew = sample;
  }
}

/** Returns the key of a session's own token, or of one made from a JWT template. */
export function tokenKey(sessionId: string, template?: string): string {
  return template ? `${sessionId} ${template}` : sessionId;
}

function sessionOf(key: string): string {
  return key.split(' ')[0] as string;
}

/** Returns whether the first token is newer: by `oiat`, then by `iat`. A token with `oiat` is newer than one without. */
export function isNewerToken(a: DecodedToken, b: DecodedToken): boolean {
  const original = (a.header.oiat ?? -1) - (b.header.oiat ?? -1);
  return (original || a.claims.iat - b.claims.iat) > 0;
}

/** Decodes a session token; undefined when it is malformed. */
export function decode(raw: string | undefined): DecodedToken | undefined {
  try {
    const token = raw ? decodeToken(raw) : undefined;
    return token && Number.isFinite(token.claims.iat) && Number.isFinite(token.claims.exp) ? token : undefined;
  } catch {
    return undefined;
  }
}
