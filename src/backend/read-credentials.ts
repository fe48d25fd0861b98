import { CLIENT_UAT_COOKIE, SESSION_COOKIE, suffixedCookie } from '../protocol/cookies.ts';
import { decodeToken } from '../tokens/decode.ts';
import { readCookies } from './read-cookies.ts';

/** What a request brings along: a bearer token, or the session cookies of the instance. */
export type Credentials =
  | { from: 'header'; token: string }
  | { from: 'header'; token: undefined }
  | ({ from: 'cookies' } & CookiePair & { rivals: readonly CookiePair[][] | undefined });

/** Anything with headers: a web `Request`, or an adapter's view of another request. */
export interface RequestLike {
  headers: { get(name: string): string | null };
}

/** A session token and the time beside it. */
export interface CookiePair {
  token: string | undefined;
  /** Seconds of the last change of sign-in state, 0 = signed out; undefined when absent or malformed. */
  clientUat: number | undefined;
}

const MAX_AUTHORIZATION = 20_000;

/**
 * Finds the credentials of a request. A `Bearer` header is the caller's choice and leaves the cookies alone;
 * another scheme is somebody else's business. No other header is ever read.
 *
 * @param suffix cookie suffix of the instance
 * @param frontendApi host that the instance's tokens name as their issuer
 */
export function readCredentials(request: RequestLike, suffix: string, frontendApi: string): Credentials {
  const authorization = request.headers.get('authorization');
  if (authorization !== null && /^\s*bearer(\s|$|,)/i.test(authorization.slice(0, 64))) {
    return { from: 'header', token: readBearer(authorization) };
  }
  return { from: 'cookies', ...readPair(request.headers.get('cookie'), suffix, frontendApi) };
}

function readBearer(authorization: string): string | undefined {
  if (authorization.length > MAX_AUTHORIZATION) return undefined;
  return /^\s*bearer +([A-Za-z0-9_.-]+)\s*$/i.exec(authorization)?.[1];
}

function readPair(
  header: string | null,
  suffix: string,
  frontendApi: string,
): CookiePair & { rivals: CookiePair[][] | undefined } {
  const names = {
    plain: { token: SESSION_COOKIE, uat: CLIENT_UAT_COOKIE },
    own: { token: suffixedCookie(SESSION_COOKIE, suffix), uat: suffixedCookie(CLIENT_UAT_COOKIE, suffix) },
  };
  const cookies = readCookies(header, [names.plain.token, names.plain.uat, names.own.token, names.own.uat]);
  const family = ({ token, uat }: { token: string; uat: string }): Family => ({
    tokens: cookies.get(token)?.filter(Boolean) ?? [],
    uats: cookies.get(uat)?.flatMap((text) => readUat(text) ?? []) ?? [],
  });
  const first = ({ tokens: [token], uats: [clientUat] }: Family): CookiePair => ({ token, clientUat });
  const [own, plain] = [family(names.own), family(names.plain)];
  const isClear = [own, plain].every(({ tokens, uats }) => tokens.length < 2 && uats.length < 2);
  const rivals = isClear ? undefined : listRivals([own, plain], frontendApi);
  return { ...choosePair(first(plain), first(own), frontendApi), rivals };
}

/** What comes under the names with the suffix, or without: one of each but when somebody else set cookies, too. */
interface Family {
  tokens: readonly string[];
  uats: readonly number[];
}

/** Tokens that say they are of this instance, each with a time that admits it if there is one. */
function listRivals(families: readonly Family[], frontendApi: string): CookiePair[][] {
  return families.map(({ tokens, uats }) =>
    tokens.flatMap((token) => {
      const claims = peek(token);
      if (claims?.host !== frontendApi) return [];
      return { token, clientUat: uats.find((uat) => uat > 0 && uat <= claims.iat) ?? uats[0] };
    }),
  );
}

/**
 * Several instances may share a host, so cookies come twice: plain, of whoever wrote last, and with the suffix
 * of the instance. The rules are those of stock SDKs, so that both read a request alike.
 */
function choosePair(plain: CookiePair, own: CookiePair, frontendApi: string): CookiePair {
  if (!own.token && own.clientUat === undefined) return plain;
  const plainClaims = peek(plain.token);
  if (plainClaims && plainClaims.host !== frontendApi) return own;
  if (own.token && own.clientUat === undefined) return plain;
  const isPlainOut = plain.clientUat === 0;
  const isOwnOut = own.clientUat === 0;
  if (isOwnOut && !isPlainOut) return plain;
  const isPlainNewer = (plainClaims?.iat ?? 0) > (peek(own.token)?.iat ?? 0);
  return !isOwnOut && !isPlainOut && isPlainNewer ? plain : own;
}

/** Issuer and time of an unverified token: good for choosing what to verify, and for nothing else. */
function peek(token: string | undefined): { host: string; iat: number } | undefined {
  if (!token || token.length > MAX_AUTHORIZATION) return undefined;
  try {
    const { iss, iat } = decodeToken(token).claims;
    if (typeof iss !== 'string') return undefined;
    return { host: iss.replace(/^https?:\/\//, ''), iat: typeof iat === 'number' ? iat : 0 };
  } catch {
    return undefined;
  }
}

function readUat(text: string): number | undefined {
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
