import type { SessionClaims, SessionTokenHeader } from './claims.ts';

export interface DecodedToken {
  header: SessionTokenHeader;
  claims: SessionClaims;
  raw: string;
}

/**
 * Splits a JWT without verifying anything: for scheduling and display in the browser, never for trust.
 *
 * @throws {TypeError} when the text is not three base64url parts of which the first two are JSON objects
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
