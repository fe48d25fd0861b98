import { CLIENT_UAT_COOKIE, SESSION_COOKIE, suffixedCookie } from '../protocol/cookies.ts';
import { decodeToken } from '../tokens/decode.ts';
import { readCookies } from './read-cookies.ts';

/** What a request brings along: a bearer token, or the session cookies of the instance. */
export type Credentials =
  | { from: 'header'; token: string }
  | { from: 'header'; token: undefined }
  | { from: 'cookies'; token: string | undefined; clientUat: number | undefined };

/** Anything with headers: a web `Request`, or an adapter's view of another request. */
export interface RequestLike {
  headers: { get(name: string): string | null };
}

interface CookiePair {
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

function readPair(header: string | null, suffix: string, frontendApi: string): CookiePair {
  const names = {
    plain: { token: SESSION_COOKIE, uat: CLIENT_UAT_COOKIE },
    own: { token: suffixedCookie(SESSION_COOKIE, suffix), uat: suffixedCookie(CLIENT_UAT_COOKIE, suffix) },
  };
  const cookies = readCookies(header, [names.plain.token, names.plain.uat, names.own.token, names.own.uat]);
  const pair = ({ token, uat }: { token: string; uat: string }): CookiePair => ({
    token: cookies.get(token) || undefined,
    clientUat: readUat(cookies.get(uat)),
  });
  return choosePair(pair(names.plain), pair(names.own), frontendApi);
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

function readUat(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
