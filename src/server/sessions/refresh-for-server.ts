import { SESSION_TOKEN_CATEGORY } from '../../protocol/tokens.ts';
import { decodeToken } from '../../tokens/decode.ts';
import { ApiError } from '../http/errors.ts';
import { NO_PLACE } from '../http/request-context.ts';
import type { Services } from '../services.ts';
import { findLiveSession } from './live-session.ts';
import { noteActivity } from './note-activity.ts';
import { type PageCookies, pageCookies } from './page-cookies.ts';
import { isRefreshToken } from './refresh-token.ts';

/** What the application's server sends to renew the session of a visitor. */
export interface ServerRefresh {
  /** The session token of the visitor, expired or not. */
  expiredToken: string;
  refreshToken: string;
  /** Origin of the page that the visitor asks for. */
  requestOrigin: string;
}

/**
 * Renews the session of a visitor for the application's server, without a redirect. The server has proven that it has a
 * secret key; the visitor has sent a token of the session and the refresh token that belongs to it.
 *
 * @param now milliseconds
 * @returns the cookies of the page, with a new refresh token
 * @throws {ApiError} 401 when a token is wrong or the session is over; 400 when the origin is not allowed
 */
export async function refreshForServer(
  services: Services,
  sessionId: string,
  { expiredToken, refreshToken, requestOrigin: origin }: ServerRefresh,
  now: number,
): Promise<PageCookies> {
  const { config, signer } = services;
  if (!config.allowedOrigins.includes(origin)) throw new ApiError('origin_invalid');
  const isRight =
    signer.hasSigned(expiredToken) &&
    isTokenOf(sessionId, expiredToken) &&
    isRefreshToken(services, refreshToken, sessionId, origin, now);
  const live = isRight ? await findLiveSession(services, sessionId, now) : undefined;
  if (!live) throw new ApiError('authentication_invalid');
  // The visitor is somewhere else than the server that asks: the place stays what it was.
  const { ip_address, city, country } = live.session;
  await noteActivity(services, { now, ip: null, place: NO_PLACE }, live.session, { ip_address, city, country });
  return pageCookies(services, { origin, live, devBrowser: null, withRefresh: true, now });
}

function isTokenOf(sessionId: string, token: string): boolean {
  const { header, claims } = decodeToken(token);
  return header.cat === SESSION_TOKEN_CATEGORY && claims.sid === sessionId;
}
