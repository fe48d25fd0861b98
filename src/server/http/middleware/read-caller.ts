import { CLIENT_COOKIE, HOST_CLIENT_COOKIE, SESSION_COOKIE, suffixedCookie } from '../../../protocol/cookies.ts';
import { ApiError } from '../errors.ts';
import { hashClientToken, isToken } from '../../ids.ts';
import type { Params } from '../params.ts';
import type { ClientCookie, RequestContext } from '../request-context.ts';

const CLIENT_TOKEN = '_client_token';
const SESSION_TOKEN = '_session_token';
/** Names of tokens. In a query, logs and histories would keep them. */
const SECRETS = [CLIENT_TOKEN, SESSION_TOKEN, CLIENT_COOKIE, HOST_CLIENT_COOKIE];

export interface ReadCookies {
  cookies: ReadonlyMap<string, string>;
  /** The cookie came more than once, with different values. */
  isAmbiguous(name: string): boolean;
}

/** What shows which client makes a request. */
export type CallerProof = Pick<RequestContext, 'cookies' | 'clientCookie' | 'isCookieless' | 'sessionToken'>;

/** Returns whether a request comes from a native app, which has no cookies: `_is_native=1` in its query. */
export function isNative(query: URLSearchParams): boolean {
  const [value, ...more] = query.getAll('_is_native');
  return more.length === 0 && (value === '1' || value === 'true');
}

/**
 * Reads who makes a request: a browser by its client cookie, any other caller by a token. A native app sends the client
 * token in `Authorization`; whoever has no cookies may send it in the body, or a session token.
 *
 * With `_is_native=1` no cookie counts, so that no page gains anything by asking for the answer to a native app.
 *
 * @param isHostOnly the instance is on https: its client cookie has the prefix that only the host itself can set
 * @throws {ApiError} for a token in the query, and for a token that says something else than the cookie beside it
 */
export function readCaller(
  { headers, query, params }: { headers: Headers; query: URLSearchParams; params: Params },
  isHostOnly: boolean,
): CallerProof {
  const leaked = SECRETS.find((name) => query.has(name));
  if (leaked !== undefined) throw misplaced(leaked, 'Send a token in the body or in a header, never in the URL.');
  const fromApp = isNative(query);
  const jar = readCookies(fromApp ? null : headers.get('cookie'));
  const clientCookie = readClientCookie(jar, isHostOnly);
  const clientToken = readClientToken(params, fromApp ? headers.get('authorization') : null);
  const sessionToken = params.raw(SESSION_TOKEN) || null;
  const hasCookie = jar.cookies.has(HOST_CLIENT_COOKIE) || jar.cookies.has(CLIENT_COOKIE);

  if (hasCookie) {
    const isSame = clientCookie !== null && !clientCookie.isLegacy && clientCookie.token === clientToken;
    if (clientToken !== null && !isSame) throw misplaced(CLIENT_TOKEN, 'It is not the token of the cookie beside it.');
    if (sessionToken !== null && !isSessionCookie(jar, sessionToken)) {
      throw misplaced(SESSION_TOKEN, 'It is not the token of the cookie beside it.');
    }
    return { cookies: jar.cookies, clientCookie, isCookieless: false, sessionToken: null };
  }
  if (clientToken !== null && sessionToken !== null) throw misplaced(SESSION_TOKEN, 'The client token is enough.');
  return {
    cookies: jar.cookies,
    clientCookie:
      clientToken === null
        ? null
        : { token: clientToken, hash: hashClientToken(clientToken, isHostOnly), isLegacy: false },
    isCookieless: fromApp || clientToken !== null || sessionToken !== null,
    sessionToken,
  };
}

/** @param header `Authorization` of a native app: the token, with or without `Bearer` in front of it */
function readClientToken(params: Params, header: string | null): string | null {
  const inBody = params.raw(CLIENT_TOKEN) || null;
  if (inBody !== null && !isToken(inBody)) throw new ApiError('form_param_format_invalid', { param: CLIENT_TOKEN });
  const text = (header ?? '').replace(/^Bearer /i, '').trim();
  const inHeader = isToken(text) ? text : null;
  if (inBody !== null && inHeader !== null && inBody !== inHeader) {
    throw misplaced(CLIENT_TOKEN, 'It is not the token of the Authorization header.');
  }
  return inBody ?? inHeader;
}

function readClientCookie(jar: ReadCookies, isHostOnly: boolean): ClientCookie | null {
  const isLegacy = isHostOnly && !jar.cookies.has(HOST_CLIENT_COOKIE);
  const hasPrefix = isHostOnly && !isLegacy;
  const token = readToken(jar, hasPrefix ? HOST_CLIENT_COOKIE : CLIENT_COOKIE);
  return token === null ? null : { token, hash: hashClientToken(token, hasPrefix), isLegacy };
}

/** Of two different client cookies one was planted, by a neighbouring host for instance. Neither is believed. */
function readToken({ cookies, isAmbiguous }: ReadCookies, name: string): string | null {
  const value = cookies.get(name);
  return value !== undefined && !isAmbiguous(name) && isToken(value) ? value : null;
}

/** Whether a token is in `__session`, or in one of its suffixed forms. */
function isSessionCookie({ cookies }: ReadCookies, token: string): boolean {
  const prefix = suffixedCookie(SESSION_COOKIE, '');
  return [...cookies].some(([name, value]) => value === token && (name === SESSION_COOKIE || name.startsWith(prefix)));
}

function misplaced(param: string, longMessage: string): ApiError {
  return new ApiError('form_conditional_param_disallowed', { param, longMessage });
}

/** Reads a `Cookie` header (RFC 6265, 5.4). Values stay as they are; the first of several wins. */
export function readCookies(header: string | null): ReadCookies {
  const cookies = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at < 0) continue;
    // No other blank comes off the front: a name behind one is not the name whose prefix browsers guard.
    const name = pair
      .slice(0, at)
      .replace(/^[ \t]+/, '')
      .trimEnd();
    const value = pair.slice(at + 1).trim();
    const known = cookies.get(name);
    if (known === undefined) cookies.set(name, value);
    else if (known !== value) ambiguous.add(name);
  }
  return { cookies, isAmbiguous: (name) => ambiguous.has(name) };
}
