import type { SessionClaims, SessionTokenHeader } from './claims.ts';

export interface DecodedToken {
  header: SessionTokenHeader;
  claims: SessionClaims;
  raw: string;
}

/**
 * Decodes a session token without verifying it. Use it in the browser, to plan refreshes and to show claims, and never
 * to decide what a user may do: `verifySessionToken` does that.
 *
 * @param raw the token as a compact JWS (RFC 7515, section 7.1)
 * @returns header and claims, as the token states them
 * @throws {Error} when the text is not three base64url parts of which the first two are JSON objects
 *
 * @example
 * const { claims } = decodeToken(raw);
 * const secondsLeft = claims.exp - Date.now() / 1000;
 */
export function decodeToken(raw: string): DecodedToken {
  const parts = raw.split('.');
  if (parts.length !== 3) throw new TypeError('A session token has three parts.');
  return { header: parse(parts[0] as string), claims: parse(parts[1] as string), raw };
}

function parse<T>(part: string): T {
  const binary = atob(part.replace(/-/g, '+').replace(/_/g, '/'));
  const value: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(binary, (c) => c.charCodeAt(0))));
  if (typeof value !== 'object' || value === null) throw new TypeError('A session token part is a JSON object.');
  return value as T;
}
