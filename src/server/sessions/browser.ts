import { DAY_MS } from '../clock.ts';
import { ApiError } from '../http/errors.ts';
import type { Caller, ClientCookie } from '../http/request-context.ts';
import { hashClientToken, newId, newToken } from '../ids.ts';
import type { Services } from '../services.ts';
import { blankClient } from '../storage/blank-rows.ts';
import type { ClientRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';

/**
 * The browser that makes a request, and the client that its cookie names. A step that changes either returns a new
 * value, and the answer to the request is made from that one.
 */
export interface Browser extends Caller {
  /** Undefined when the browser has no client cookie, or one that the server does not know. */
  readonly client: ClientRow | undefined;
  /**
   * The client, when its cookie was replaced a moment ago. The request was in flight then, or comes from an attacker who
   * planted the old cookie: it may see the sessions from before, and change nothing.
   */
  readonly superseded: ClientRow | undefined;
  /** The client cookie that the browser has once it has the answer. */
  readonly clientCookie: ClientCookie | null;
  /** The cookie was made by this request, so the answer has to set it. */
  readonly isCookieNew: boolean;
  /**
   * A link acts for the browser that asked for it, whichever browser confirms it. That browser got a new cookie when
   * the link was sent, and would not receive another one, so it keeps the one it has.
   */
  readonly keepsCookie?: boolean;
  /**
   * A session token alone shows who calls, for a minute. The answer leaves out the client with its fresh tokens, and
   * `requireFresh` refuses.
   */
  readonly isSessionOnly?: boolean;
}

/** A browser with a client. */
export interface KnownBrowser extends Browser {
  readonly client: ClientRow;
}

/** Milliseconds the client cookie lives. */
export const CLIENT_COOKIE_MS = 365 * DAY_MS;
/** Milliseconds a replaced cookie is remembered, for requests of other tabs that were in flight. */
const SUPERSEDED_MS = 30_000;
/**
 * Milliseconds in which such a request may open no client: that client's cookie would reach the browser after the new
 * cookie and replace it. A browser that comes later than this lost the answer with the new cookie, and starts again.
 */
const LATE_MS = 5_000;

/** Looks up the client that the cookie of a request names. An unknown, changed or expired cookie counts as none. */
export async function findBrowser({ storage }: Pick<Services, 'storage'>, caller: Caller): Promise<Browser> {
  const { now, ip, ipBucket, place, userAgent, languages, azp, clientCookie } = caller;
  const actor = { now, ip, ipBucket, place, userAgent, languages, azp };
  const unknown: Browser = { ...actor, clientCookie, client: undefined, superseded: undefined, isCookieNew: false };
  if (!clientCookie) return unknown;
  if (clientCookie.isLegacy) {
    const taken = await takeOver(storage, unknown, clientCookie.hash);
    if (taken) return taken;
  } else {
    const client = await storage.findClientByToken(clientCookie.hash, now);
    if (client) return { ...unknown, client };
  }
  const earlier = await storage.findSupersededClient(clientCookie.hash, now - SUPERSEDED_MS);
  // A time of replacement in the future means that the clock was set back; the row would be remembered for too long.
  return earlier && earlier.rotated_at <= now + SUPERSEDED_MS ? { ...unknown, superseded: earlier } : unknown;
}

/**
 * Exchanges a cookie from before the `__Host-` prefix for one with the prefix, once, so that a planted old cookie is
 * worth nothing from then on. The sessions go on. Attempts that were begun with the old cookie end with the old client,
 * since the server cannot know which browser began them.
 */
async function takeOver(
  storage: Services['storage'],
  browser: Browser,
  oldHash: string,
): Promise<KnownBrowser | undefined> {
  const clientCookie = newClientCookie(true);
  const next = {
    id: newId('client'),
    token_hash: clientCookie.hash,
    cookie_expires_at: browser.now + CLIENT_COOKIE_MS,
  };
  const client = await storage.transaction((tx) => tx.consumeClient(oldHash, next, browser.now));
  return client && { ...browser, client, clientCookie, isCookieNew: true };
}

/**
 * Reads the browser's client again, or opens a new one, as part of a transaction.
 *
 * @throws {ApiError} `client_state_invalid` when the cookie was replaced while the request was in flight
 */
export async function openClient(
  tx: StorageOps,
  { config }: Pick<Services, 'config'>,
  browser: Browser,
): Promise<KnownBrowser> {
  const { now, superseded } = browser;
  const known = browser.client && (await tx.findClient(browser.client.id));
  if (known) return { ...browser, client: known };
  if (superseded && now - superseded.rotated_at < LATE_MS) throw new ApiError('client_state_invalid');
  const clientCookie = newClientCookie(config.secureCookies);
  const made = { id: newId('client'), token_hash: clientCookie.hash, cookie_expires_at: now + CLIENT_COOKIE_MS };
  const client = blankClient(made, now);
  await tx.insertClient(client);
  return { ...browser, client, superseded: undefined, clientCookie, isCookieNew: true };
}

/**
 * Gives the client a new cookie, as part of a transaction, so that a cookie that an attacker planted is worth nothing
 * from then on (session fixation). A cookie that this request made is new enough.
 *
 * @throws {ApiError} `client_state_invalid` when a parallel request replaced the cookie first
 */
export async function rotateClient(
  tx: StorageOps,
  { config }: Pick<Services, 'config'>,
  browser: KnownBrowser,
): Promise<KnownBrowser> {
  if (browser.keepsCookie || browser.isCookieNew) return browser;
  const clientCookie = newClientCookie(config.secureCookies);
  const expiresAt = browser.now + CLIENT_COOKIE_MS;
  const oldHash = browser.clientCookie?.hash ?? '';
  const isRotated = await tx.consumeClientToken(oldHash, clientCookie.hash, expiresAt, browser.now);
  if (!isRotated) throw new ApiError('client_state_invalid');
  return { ...browser, clientCookie, isCookieNew: true };
}

/** Lets the client's cookie live another year, unless a parallel request replaced it. */
export async function renewClient<T extends Browser>({ storage }: Pick<Services, 'storage'>, browser: T): Promise<T> {
  const { client, clientCookie, isCookieNew, now } = browser;
  if (!client || !clientCookie || isCookieNew) return browser;
  const { hash } = clientCookie;
  const expiresAt = now + CLIENT_COOKIE_MS;
  if (!(await storage.consumeClientToken(hash, hash, expiresAt, now))) return browser;
  return { ...browser, client: { ...client, cookie_expires_at: expiresAt }, isCookieNew: true };
}

/** Makes the cookie of a client worth nothing. What was begun with it ends. */
export async function forgetCookie({ storage }: Pick<Services, 'storage'>, browser: Browser): Promise<Browser> {
  const { client, now } = browser;
  const patch = { token_hash: null, sign_in_id: null, sign_up_id: null };
  if (client) await storage.updateClient(client.id, patch, now);
  return { ...browser, clientCookie: null, isCookieNew: false };
}

/** @param isHostOnly the cookie has the `__Host-` prefix */
function newClientCookie(isHostOnly: boolean): ClientCookie {
  const token = newToken();
  return { token, hash: hashClientToken(token, isHostOnly), isLegacy: false };
}
