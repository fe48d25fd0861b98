import { createHmac } from 'node:crypto';
import { DAY_MS, isOver } from '../clock.ts';
import { isSameCheck } from '../keys/master-key.ts';
import type { Services } from '../services.ts';

/** Milliseconds that a refresh token lives. The application's server gets a new one with each refresh. */
export const REFRESH_TOKEN_MS = DAY_MS;

const FORM = /^([0-9a-z]{1,12})\.([\w-]{43})$/;

/**
 * Makes the token with which the application's server renews the session of a visitor, on one origin.
 *
 * It is a keyed hash, so the database holds nothing that an attacker could use. It may be used several times: a page
 * sends several requests at once with the same expired token, and each of them is refreshed. It ends with the session.
 *
 * @param origin origin of the pages
 * @param now milliseconds
 */
export function makeRefreshToken(
  { refreshKey }: Pick<Services, 'refreshKey'>,
  sessionId: string,
  origin: string,
  now: number,
): string {
  const issued = now.toString(36);
  return `${issued}.${hmac(refreshKey, [sessionId, origin, issued])}`;
}

/** Returns whether the server made this token for the session and the origin, and it has not expired. */
export function isRefreshToken(
  { refreshKey }: Pick<Services, 'refreshKey'>,
  token: string,
  sessionId: string,
  origin: string,
  now: number,
): boolean {
  const [, issued, mac] = FORM.exec(token) ?? [];
  if (issued === undefined || mac === undefined) return false;
  if (!isSameCheck(mac, hmac(refreshKey, [sessionId, origin, issued]))) return false;
  return !isOver(Number.parseInt(issued, 36) + REFRESH_TOKEN_MS, now);
}

function hmac(key: Uint8Array, parts: readonly string[]): string {
  return createHmac('sha256', key).update(parts.join('\n')).digest('base64url');
}
