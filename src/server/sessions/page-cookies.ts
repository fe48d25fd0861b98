import {
  CLIENT_UAT_COOKIE,
  DEV_BROWSER_COOKIE,
  REFRESH_COOKIE,
  SESSION_COOKIE,
  suffixedCookie,
} from '../../protocol/cookies.ts';
import { decodeToken } from '../../tokens/decode.ts';
import { isWithin } from '../lib/is-within.ts';
import type { Services } from '../services.ts';
import type { ClientRow, SessionRow } from '../storage/rows.ts';
import { mintToken } from './mint-token.ts';
import { makeRefreshToken, REFRESH_TOKEN_MS } from './refresh-token.ts';

const YEAR = 31_536_000;
const UAT_SECONDS = 10 * YEAR;

/** A session that can be used, and its client. */
export interface LiveSession {
  session: SessionRow;
  client: ClientRow;
}

/** What the cookies of a page are made from. */
export interface PageState {
  /** Origin of the page, which is allowed. */
  origin: string;
  /** Undefined = signed out. */
  live: LiveSession | undefined;
  /** Id of the development browser; null on production instances. */
  devBrowser: string | null;
  /** Whether to add a refresh token, which only a server with a secret key can use. */
  withRefresh: boolean;
  /** Milliseconds. */
  now: number;
}

export interface PageCookies {
  /** `Set-Cookie` values. */
  cookies: string[];
  /** The token in them; empty = signed out. */
  jwt: string;
}

/**
 * Makes the `Set-Cookie` values that the application's server sets on its own host, so that its pages and the client
 * there know who is signed in. Each cookie comes plain and with the instance's suffix: SDKs read either.
 *
 * The client of the page has to be able to overwrite `__session`, so scripts can read it.
 */
export async function pageCookies(
  services: Services,
  { origin, live, devBrowser, withRefresh, now }: PageState,
): Promise<PageCookies> {
  const { config, cookieSuffix } = services;
  const page = new URL(origin);
  const secure = page.protocol === 'https:' ? '; Secure' : '';
  const text = (name: string, value: string, seconds: number, more = ''): string =>
    `${name}=${value}; Path=/${more}; Max-Age=${seconds}; SameSite=Lax${secure}`;
  const both = (name: string, value: string, seconds: number, more?: string): string[] =>
    [suffixedCookie(name, cookieSuffix), name].map((each) => text(each, value, seconds, more));

  const jwt = live ? await mintToken(services, live.session, origin, live.client.updated_at, now) : '';
  // Servers take a token that is older than this time for stale.
  const uat = live ? Math.min(live.client.uat, decodeToken(jwt).claims.iat) : 0;
  const { cookieDomain } = config;
  const domain = cookieDomain !== null && isWithin(page.hostname, cookieDomain) ? `; Domain=${cookieDomain}` : '';
  const refresh = live && withRefresh ? makeRefreshToken(services, live.session.id, origin, now) : '';
  const cookies = [
    ...both(SESSION_COOKIE, jwt, live ? YEAR : 0),
    ...both(CLIENT_UAT_COOKIE, String(uat), UAT_SECONDS, domain),
    ...(refresh || !live
      ? [
          text(
            suffixedCookie(REFRESH_COOKIE, cookieSuffix),
            refresh,
            refresh ? REFRESH_TOKEN_MS / 1000 : 0,
            '; HttpOnly',
          ),
        ]
      : []),
    ...(devBrowser === null ? [] : both(DEV_BROWSER_COOKIE, devBrowser, YEAR)),
  ];
  return { cookies, jwt };
}
