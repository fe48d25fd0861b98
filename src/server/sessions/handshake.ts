import { decodeToken } from '../../tokens/decode.ts';
import { signToken } from '../../tokens/sign.ts';
import { hashToken, isToken, newId, newToken } from '../ids.ts';
import type { Services } from '../services.ts';
import type { SessionRow } from '../storage/rows.ts';
import type { Browser } from './browser.ts';
import { findLiveSession } from './live-session.ts';
import { noteActivity } from './note-activity.ts';
import { type LiveSession, pageCookies } from './page-cookies.ts';
import { activeSession } from './require-room.ts';

/** Seconds in which the application's server has to read the answer: as long as the token in it lives. */
export const HANDSHAKE_SECONDS = 60;

/** A page asks who is signed in. */
export interface HandshakeRequest {
  /** Origin of the page, which is allowed. */
  origin: string;
  /** The session token that the page's host has; empty = unknown. */
  sessionToken: string;
  /** The session that the page had, from an SDK that sends no token; empty = unknown. */
  sessionId: string;
  /** What binds the answer to the browser that asked; it is repeated in the answer. Null = nothing. */
  state: string | null;
  /** The development browser that the page knows; a new one is made for any other text. */
  devBrowser: string;
  /** The directive that deletes the cookie in which the answer travels; null when it travels in the URL. */
  clears: string | null;
}

/** What the application's server gets for a nonce. */
export interface HandshakePayload {
  /** `Set-Cookie` values. */
  directives: string[];
  state?: string;
}

/**
 * What a nonce gets that is unknown, expired or used. Clerk's SDKs take an error, or an answer without a session, for
 * "signed out": the second of two tabs that share the cookie with the nonce would be signed out, and so would every
 * reload of a URL that holds one. A session that cannot be valid makes them go on with the cookies of the request.
 */
const SPENT: HandshakePayload = { directives: ['__session_none=none; Path=/; Max-Age=0'] };

const DEV_BROWSER = /^dvb_[0-9A-Za-z]{27}$/;

/** Creates the id of a development browser. It grants nothing: the client cookie alone identifies a browser. */
export function newDevBrowser(): string {
  return newId('dvb');
}

/**
 * Answers a handshake with a nonce, for which the application's server fetches the cookies of its page. The database
 * holds a hash of the nonce and which session it is for, so that whoever reads it cannot sign in.
 */
export async function openHandshake(services: Services, browser: Browser, request: HandshakeRequest): Promise<string> {
  const live = await findPageSession(services, browser, request);
  const nonce = newToken();
  await services.storage.insertHandshake({
    id: hashToken(nonce),
    session_id: live?.session.id ?? null,
    origin: request.origin,
    dev_browser: devBrowserOf(services, request),
    state: request.state,
    clears: request.clears,
    expires_at: browser.now + HANDSHAKE_SECONDS * 1000,
  });
  return nonce;
}

/**
 * Answers a handshake with a signed token, for servers without a secret key. It has no refresh token, which they could
 * not use.
 */
export async function signHandshake(services: Services, browser: Browser, request: HandshakeRequest): Promise<string> {
  const live = await findPageSession(services, browser, request);
  const iat = Math.floor(browser.now / 1000);
  const { origin, state, clears } = request;
  const { cookies } = await pageCookies(services, {
    origin,
    live,
    devBrowser: devBrowserOf(services, request),
    withRefresh: false,
    now: browser.now,
  });
  return signToken(
    {
      handshake: clears === null ? cookies : [...cookies, clears],
      ...(state === null ? {} : { state }),
      exp: iat + HANDSHAKE_SECONDS,
      iat,
      nbf: iat,
      iss: `https://${services.config.frontendApi}`,
    },
    services.signer,
  );
}

/**
 * Exchanges a nonce for the cookies of the page, once. They are made at this moment: a session that was revoked after
 * the handshake is signed out here.
 *
 * @param now milliseconds
 */
export async function redeemHandshake(services: Services, nonce: string, now: number): Promise<HandshakePayload> {
  const row = isToken(nonce) ? await services.storage.consumeHandshake(hashToken(nonce), now) : undefined;
  if (!row) return SPENT;
  const live = row.session_id === null ? undefined : await findLiveSession(services, row.session_id, now);
  const { origin, dev_browser: devBrowser, clears, state } = row;
  const { cookies } = await pageCookies(services, { origin, live, devBrowser, withRefresh: true, now });
  return { directives: clears === null ? cookies : [...cookies, clears], ...(state === null ? {} : { state }) };
}

/**
 * Finds the session that a page is for: the one that the page had, so that a reload never shows another user, else the
 * browser's active one. Both are sessions of this browser.
 */
async function findPageSession(
  services: Services,
  browser: Browser,
  { sessionToken, sessionId }: HandshakeRequest,
): Promise<LiveSession | undefined> {
  const { superseded, now } = browser;
  const client = browser.client ?? superseded;
  if (!client) return undefined;
  const listed = await services.storage.listClientSessions(client.id, now);
  // A cookie that was replaced a moment ago sees the sessions from before.
  let left = superseded ? listed.filter((session) => session.created_at < superseded.rotated_at) : listed;
  const wanted = sessionIdOf(services, sessionToken) ?? sessionId;
  while (left.length > 0) {
    const next: SessionRow | undefined = left.find(({ id }) => id === wanted) ?? activeSession(client, left);
    if (!next) return undefined;
    const live = await findLiveSession(services, next.id, now);
    if (live) {
      await noteActivity(services, browser, live.session);
      return live;
    }
    left = left.filter(({ id }) => id !== next.id);
  }
  return undefined;
}

/** Returns the session of a token that this instance has signed, whether or not it has expired. */
function sessionIdOf({ signer }: Services, token: string): string | undefined {
  return signer.hasSigned(token) ? decodeToken(token).claims.sid : undefined;
}

function devBrowserOf({ config }: Services, { devBrowser }: HandshakeRequest): string | null {
  if (config.instanceType === 'production') return null;
  return DEV_BROWSER.test(devBrowser) ? devBrowser : newDevBrowser();
}
