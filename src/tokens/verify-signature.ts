import { decodeJsonObject } from './base64url.ts';
import type { KeyResolver } from './verification-key.ts';

const COMPACT_JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Verifies the signature of a token of the instance that is no session token, such as the answer of a handshake. What its
 * claims mean is for the caller to check.
 *
 * @param raw the token as a compact JWS (RFC 7515, section 7.1)
 * @param resolveKey finds the key that the token names
 * @returns the claims; undefined when the token is malformed or its signature is wrong
 * @throws {JwksUnavailable} when the keys cannot be fetched
 */
export async function verifySignature(
  raw: string,
  resolveKey: KeyResolver,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (!COMPACT_JWS.test(raw)) return undefined;
  const [header, claims] = raw.split('.', 2).map(decodeJsonObject);
  if (!header || !claims || header.alg !== 'RS256' || Object.hasOwn(header, 'crit')) return undefined;
  const key = await resolveKey(typeof header.kid === 'string' ? header.kid : undefined);
  return key?.alg === 'RS256' && (await key.verify(raw)) === true ? claims : undefined;
}
