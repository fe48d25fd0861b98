import {
  CLIENT_UAT_COOKIE,
  DEV_BROWSER_COOKIE,
  HANDSHAKE_COOKIE,
  HANDSHAKE_NONCE_COOKIE,
  HANDSHAKE_STATE_PARAM,
  HOST_HANDSHAKE_STATE_COOKIE,
  REFRESH_COOKIE,
  SESSION_COOKIE,
  suffixedCookie,
} from '../../protocol/cookies.ts';
import { verifySignature } from '../../tokens/verify-signature.ts';
import { BackendApiError } from '../api/backend-api-error.ts';
import { isClerkHost } from '../connection.ts';
import type { Instance } from '../instance.ts';
import type { Cookies, RequestLike } from './read-credentials.ts';

/*
 * The handshake renews the session of a visitor whose token is too old, before the page is rendered. The server of the
 * application answers with a redirect to the Frontend API, which knows the browser by its own cookie and sends it back
 * with the cookies to set. See docs/protocol.md.
 */

/** A request that loads a page. A redirect can answer it. */
export interface PageRequest extends RequestLike {
  method: string;
  url: string;
}

/** What the Frontend API answered. */
export interface HandshakeResult {
  /** The token of the session; undefined when the browser is signed out, or the answer could not be used. */
  token: string | undefined;
  /** What to set, and where to send the browser when the answer came in the URL, which must not keep it. */
  headers: Headers;
}

const COUNT_COOKIE = '__clerk_redirect_count';
/** Redirects in a row after which the visitor counts as signed out: something keeps the cookies from being stored. */
const MAX_REDIRECTS = 3;
/** Seconds within which redirects are in a row. */
const ROW_SECONDS = 10;
/** The form of a state: 16 random bytes in hexadecimal. */
const STATE = /^[0-9a-f]{32}$/;
/** Seconds that a browser may take for a handshake. */
const STATE_SECONDS = 300;
/** How many values of the cookie with the answer are read. */
const MAX_ANSWERS = 3;
/** Milliseconds to wait for the Backend API. A page waits with it. */
const TIMEOUT_MS = 5_000;
const API_VERSION = '2026-05-12';
/** Characters of the longest answer that is read. A browser sends no longer cookie, and few servers read a longer URL. */
const MAX_ANSWER = 16_384;

/** Tells whether a request loads a page. */
export function isPageLoad(request: RequestLike): request is PageRequest {
  if (request.method !== 'GET' || !request.url || !URL.canParse(request.url)) return false;
  const destination = request.headers.get('sec-fetch-dest');
  if (destination !== null) return destination === 'document' || destination === 'iframe';
  return /^\s*text\/html/i.test(request.headers.get('accept') ?? '');
}

/** Tells whether the URL of a request has the answer of a handshake. */
export function hasAnswerInUrl({ url }: RequestLike): boolean {
  // Few URLs have the text at all. Some have it in their path, or in the URL within a parameter, where no answer is.
  if (url === undefined || !url.includes(HANDSHAKE_COOKIE) || !URL.canParse(url)) return false;
  const { searchParams } = new URL(url);
  return searchParams.has(HANDSHAKE_COOKIE) || searchParams.has(HANDSHAKE_NONCE_COOKIE);
}

/**
 * Starts a handshake.
 *
 * @param why `reason` in Clerk's words; `sessionId` of the session that the page had, so that a browser with several
 *   accounts stays with it
 * @returns the headers of the answer, which has status 307; undefined when no handshake is possible, or the last ones did
 *   not help
 */
export function startHandshake(
  request: PageRequest,
  { verifier, connection, suffix }: Instance,
  cookies: Cookies,
  { reason, sessionId }: { reason: string; sessionId: string | undefined },
): Headers | undefined {
  const first = (name: string) => cookies.get(name)?.[0];
  const count = Number(first(COUNT_COOKIE) ?? 0) || 0;
  if (!verifier.instance || count >= MAX_REDIRECTS) return undefined;
  const page = new URL(request.url);
  // Several tabs share the cookie. Each would make the answers of the others worthless with a state of its own.
  const state = stateOf(cookies, page) ?? randomText();
  const url = new URL(`${connection.browserApiUrl}/v1/client/handshake`, page);
  const params = {
    redirect_url: page.href,
    __clerk_api_version: API_VERSION,
    suffixed_cookies: 'true',
    __clerk_hs_reason: reason,
    [HANDSHAKE_STATE_PARAM]: state,
    ...(sessionId === undefined ? {} : { _clerk_session_id: sessionId }),
    // The secret key fetches the answer to a nonce. Without one the answer is a signed token.
    ...(connection.secretKey === undefined ? {} : { format: 'nonce' }),
  };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  const devBrowser = first(suffixedCookie(DEV_BROWSER_COOKIE, suffix)) ?? first(DEV_BROWSER_COOKIE);
  if (devBrowser !== undefined && isClerkHost(verifier.instance)) url.searchParams.set(DEV_BROWSER_COOKIE, devBrowser);
  return new Headers([
    ['Location', url.href],
    ['Cache-Control', 'no-store'],
    // Each page counts its own redirects: a browser that restores its tabs loads many pages at once.
    ['Set-Cookie', ownCookie(COUNT_COOKIE, String(count + 1), ROW_SECONDS, page, pathOf(page))],
    ['Set-Cookie', ownCookie(stateCookieOf(page), state, STATE_SECONDS, page)],
  ]);
}

/**
 * Reads the answer of a handshake from the URL or the cookies of a request.
 *
 * An answer counts only in the browser that started the handshake. Otherwise a link could sign a visitor in to an account of
 * somebody else (login CSRF), and another host of the domain, which gets its cookies, could use the answer of a visitor.
 * Clerk's own servers repeat no state; theirs counts in a cookie, which a link cannot plant.
 *
 * @returns undefined when there is no answer, or none that can be used
 */
export async function finishHandshake(
  request: PageRequest,
  instance: Instance,
  cookies: Cookies,
): Promise<HandshakeResult | undefined> {
  const page = new URL(request.url);
  const state = stateOf(cookies, page);
  if (!hasAnswerInUrl(request)) {
    // Another host of the domain may have set the cookie as well, to an answer that is used or for another browser.
    for (let n = 0; n < MAX_ANSWERS; n++) {
      const answer = await readAnswer((name) => cookies.get(name)?.[n], instance);
      if (answer && (answer.state === undefined || answer.state === state)) {
        return { token: answer.token, headers: renewalHeaders(answer.cookies) };
      }
    }
    return undefined;
  }
  // A link must not use up the nonce of somebody else, nor make the server ask the API.
  const answer =
    state === undefined ? undefined : await readAnswer((name) => page.searchParams.get(name) ?? undefined, instance);
  const key = instance.verifier.instance;
  const isOwn = answer !== undefined && (answer.state === state || (key !== undefined && isClerkHost(key)));
  for (const name of [HANDSHAKE_COOKIE, HANDSHAKE_NONCE_COOKIE, DEV_BROWSER_COOKIE]) page.searchParams.delete(name);
  const headers = new Headers([
    ['Location', page.href],
    ['Cache-Control', 'no-store'],
    ...(isOwn ? setAll(answer.cookies) : []),
  ]);
  return { token: isOwn ? answer.token : undefined, headers };
}

interface Answer {
  /** `Set-Cookie` values. */
  cookies: readonly string[];
  token: string | undefined;
  state: unknown;
}

async function readAnswer(read: (name: string) => string | undefined, instance: Instance): Promise<Answer | undefined> {
  const nonce = read(HANDSHAKE_NONCE_COOKIE);
  const token = read(HANDSHAKE_COOKIE);
  try {
    if (nonce && nonce.length <= MAX_ANSWER && instance.connection.secretKey !== undefined) {
      const { directives, state } = await instance.send<{ directives: unknown; state: unknown }>({
        method: 'GET',
        path: '/clients/handshake_payload',
        query: { nonce },
        timeoutMs: TIMEOUT_MS,
      });
      return toAnswer(directives, state, instance);
    }
    if (!token || token.length > MAX_ANSWER) return undefined;
    const claims = await verifySignature(token, instance.verifier.options.key);
    const isInTime = typeof claims?.exp !== 'number' || instance.now() / 1000 < claims.exp;
    return claims && isInTime ? toAnswer(claims.handshake, claims.state, instance) : undefined;
  } catch (error) {
    // The answer was used before, or the API cannot be reached. The session cookies decide.
    warnOfApi(instance, error);
    return undefined;
  }
}

/** Takes the cookies of this instance from what the Frontend API asks to set, and no others. */
function toAnswer(directives: unknown, state: unknown, { suffix }: Instance): Answer | undefined {
  if (!Array.isArray(directives)) return undefined;
  const names = [SESSION_COOKIE, CLIENT_UAT_COOKIE, REFRESH_COOKIE, DEV_BROWSER_COOKIE];
  // The last two delete the cookie in which the answer came.
  const known = new Set([
    ...names.flatMap((name) => [name, suffixedCookie(name, suffix)]),
    HANDSHAKE_COOKIE,
    HANDSHAKE_NONCE_COOKIE,
  ]);
  const cookies = directives.filter(
    (text): text is string => typeof text === 'string' && known.has(text.split('=', 1)[0] as string),
  );
  // The Frontend API answers so to a nonce that was used.
  if (cookies.length === 0) return undefined;
  const session = cookies.find((text) => text.startsWith(SESSION_COOKIE) && /^[^=]+=[^;]/.test(text));
  return { cookies, token: session?.split(';', 1)[0]?.split('=')[1], state };
}

/**
 * Renews a session token by the refresh token that the last handshake left, without a redirect.
 *
 * @param expiredToken the session token of the request
 * @returns undefined when that is not possible
 */
export async function refreshSession(
  request: RequestLike,
  instance: Instance,
  cookies: Cookies,
  sessionId: string,
  expiredToken: string,
): Promise<HandshakeResult | undefined> {
  const refreshToken = cookies.get(suffixedCookie(REFRESH_COOKIE, instance.suffix))?.[0];
  const { url = '', method } = request;
  if (!refreshToken || method !== 'GET' || instance.connection.secretKey === undefined || !URL.canParse(url)) {
    return undefined;
  }
  try {
    const answer = await instance.send<{ cookies: unknown }>({
      method: 'POST',
      path: `/sessions/${encodeURIComponent(sessionId)}/refresh`,
      body: {
        format: 'cookie',
        suffixedCookies: true,
        expiredToken,
        refreshToken,
        requestOrigin: new URL(url).origin,
        requestHeaders: {},
      },
      timeoutMs: TIMEOUT_MS,
    });
    const { cookies: set, token } = toAnswer(answer.cookies, undefined, instance) ?? {};
    return set && token ? { token, headers: renewalHeaders(set) } : undefined;
  } catch (error) {
    warnOfApi(instance, error);
    return undefined;
  }
}

const warned = new WeakSet<Instance>();

/**
 * Says once that the Backend API cannot be used. Nothing else tells: visitors who come back count as signed out then. That
 * the answer was used before, or that the session has ended, is no reason to.
 */
function warnOfApi(instance: Instance, error: unknown): void {
  if (!(error instanceof BackendApiError) || warned.has(instance)) return;
  const { status, message, errors } = error;
  const isKeyRefused = status === 403 || (status === 401 && errors.some(({ code }) => /key/.test(code)));
  if (status !== 0 && status < 500 && !isKeyRefused) return;
  warned.add(instance);
  console.warn(`clerk-widgets: sessions of visitors who come back cannot be renewed. ${message}`);
}

/** A cache that kept the answer would sign its other visitors in as this one, whatever the handler says about caching. */
function renewalHeaders(cookies: readonly string[]): Headers {
  return new Headers([['Cache-Control', 'private, no-store'], ...setAll(cookies)]);
}

function setAll(cookies: readonly string[]): [string, string][] {
  return cookies.map((cookie) => ['Set-Cookie', cookie]);
}

/** Returns the state of the browser. Over plain http another host may have set the cookie, to a text that is none. */
function stateOf(cookies: Cookies, page: URL): string | undefined {
  return cookies.get(stateCookieOf(page))?.find((value) => STATE.test(value));
}

function stateCookieOf({ protocol }: URL): string {
  return protocol === 'https:' ? HOST_HANDSHAKE_STATE_COOKIE : HANDSHAKE_STATE_PARAM;
}

function ownCookie(name: string, value: string, seconds: number, { protocol }: URL, path = '/'): string {
  const secure = protocol === 'https:' ? '; Secure' : '';
  return `${name}=${value}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** Returns the path of a page for a cookie; `/` when it has characters that mean something there. */
function pathOf({ pathname }: URL): string {
  return pathname.length <= 512 && /^[\w./~%-]+$/.test(pathname) ? pathname : '/';
}

function randomText(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
