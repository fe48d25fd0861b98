import { SESSION_TOKEN_CATEGORY } from '../protocol/tokens.ts';
import type { HandshakeClaims, SessionClaims, SessionTokenHeader } from './claims.ts';

/** The private key of an instance. */
export interface TokenSigner {
  /** Id of the key, as in the instance's JWK Set. */
  readonly kid: string;
  /** Signs ASCII text with RS256 (RFC 7518, section 3.3), and returns the signature in base64url. */
  sign(data: string): string;
}

/**
 * Signs a session token, or the answer of a handshake, which Clerk's SDKs expect in the same category.
 *
 * @param claims all claims of the token; times in seconds since the epoch
 * @param signer the instance's key
 * @returns the token as a compact JWS (RFC 7515, section 7.1)
 *
 * @example
 * const iat = Math.floor(Date.now() / 1000);
 * signToken({ ...claims, iat, nbf: iat - 10, exp: iat + SESSION_TOKEN_SECONDS }, signer);
 */
export function signToken(claims: SessionClaims | HandshakeClaims, signer: TokenSigner): string {
  const header: SessionTokenHeader = {
    alg: 'RS256',
    cat: SESSION_TOKEN_CATEGORY,
    kid: signer.kid,
    typ: 'JWT',
    oiat: claims.iat,
  };
  return compactJws(header, claims, signer.sign);
}

/**
 * Makes a compact JWS (RFC 7515, section 7.1).
 *
 * @param sign signs ASCII text with the algorithm of the header, and returns the signature in base64url
 */
export function compactJws(header: object, claims: object, sign: (data: string) => string): string {
  const data = `${encode(header)}.${encode(claims)}`;
  return `${data}.${sign(data)}`;
}

function encode(value: unknown): string {
  const json = JSON.stringify(value);
  // Claims are nearly always ASCII, which `btoa` takes without an encoder.
  const binary = /^[ -~]*$/.test(json) ? json : String.fromCharCode(...new TextEncoder().encode(json));
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
