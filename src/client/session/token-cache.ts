import { SESSION_TOKEN_SECONDS } from '../../protocol/tokens.ts';
import { type DecodedToken, decodeToken } from '../../tokens/decode.ts';
import type { Clock } from '../platform/platform.ts';

/** A token with no more than this many milliseconds of life left is not handed out. */
const MARGIN = 5000;
const LIFE = SESSION_TOKEN_SECONDS * 1000;

export interface TokenCache {
  /** Raw token of a session (or a session and template), however old. */
  peek(key: string): string | undefined;
  /** Raw token, when it lives for more than 5 s. */
  usable(key: string): string | undefined;
  /** Server milliseconds since the token was issued; negative = the local clock was set back. */
  age(key: string): number | undefined;
  /**
   * Takes a token unless it is malformed, names another session or is older than the one at hand.
   *
   * @param origin `minted`: made for the very request that was sent at `askedAt` (local milliseconds); `answer`: came
   *   with an answer of the API; `elsewhere`: nobody knows how old it is
   * @returns whether the token was taken
   */
  adopt(key: string, raw: string, origin: 'minted' | 'answer' | 'elsewhere', askedAt?: number): boolean;
  /** The one request in flight for a key, shared by everybody who asks meanwhile. */
  share(key: string, fetchToken: () => Promise<string | null>): Promise<string | null>;
  inFlight(key: string): boolean;
  /** The token is dated later than the server's present time: its clock was set back since. */
  isAhead(token: DecodedToken): boolean;
  /** Forgets the tokens of a session (all of them without one); answers still under way are dropped. */
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
    usable(key) {
      const token = tokens.get(key);
      if (!token) return undefined;
      const age = serverNow() - token.claims.iat * 1000;
      const life = (token.claims.exp - token.claims.iat) * 1000;
      // A token from the future shows that a clock jumped: it cannot be judged any more.
      return !isAhead(token) && life - age > MARGIN ? token.raw : undefined;
    },
    age(key) {
      const token = tokens.get(key);
      return token && serverNow() - token.claims.iat * 1000;
    },
    adopt(key, raw, origin, askedAt) {
      const token = decode(raw);
      if (!token || token.claims.sid !== sessionOf(key)) return false;
      learnSkew(token.claims.iat * 1000, origin, askedAt);
      const known = tokens.get(key);
      if (known && !isNewerToken(token, known) && !isAhead(known)) return false;
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
    forget(sessionId) {
      for (const map of [tokens, pending]) {
        for (const key of map.keys()) if (!sessionId || sessionOf(key) === sessionId) map.delete(key);
      }
    },
  };

  function learnSkew(issued: number, origin: 'minted' | 'answer' | 'elsewhere', askedAt = clock.now()): void {
    const sample = issued - askedAt;
    // A token minted for a request is no older than the request: counting from there errs on the early side.
    if (origin === 'minted') skew = sample;
    // One that came along may be up to a life old, if the local clock says so.
    else if (origin === 'answer' && skew === undefined) skew = sample <= 0 && sample > -LIFE ? 0 : sample;
    // Whatever its age, no token was issued in the future.
    else if (sample > (skew ?? 0)) skew = sample;
  }
}

/** Key of a session's own token, or of one made from a JWT template. */
export function tokenKey(sessionId: string, template?: string): string {
  return template ? `${sessionId} ${template}` : sessionId;
}

function sessionOf(key: string): string {
  return key.split(' ')[0] as string;
}

/** Order of freshness: `oiat`, then `iat`; a token without `oiat` loses to one with. */
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
