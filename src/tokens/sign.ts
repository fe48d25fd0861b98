import { SESSION_TOKEN_CATEGORY } from '../protocol/tokens.ts';
import type { SessionClaims, SessionTokenHeader } from './claims.ts';

/** Signs bytes with an instance's private key (RSASSA-PKCS1-v1_5 with SHA-256) and answers base64url. */
export interface TokenSigner {
  readonly kid: string;
  sign(data: string): string;
}

/**
 * Writes a session token as a compact JWS (RFC 7515).
 *
 * @param claims complete claims; times in seconds
 * @param signer the instance's key
 */
export function signToken(claims: SessionClaims, signer: TokenSigner): string {
  const header: SessionTokenHeader = {
    alg: 'RS256',
    cat: SESSION_TOKEN_CATEGORY,
    kid: signer.kid,
    typ: 'JWT',
    oiat: claims.iat,
  };
  const data = `${encode(header)}.${encode(claims)}`;
  return `${data}.${signer.sign(data)}`;
}

function encode(value: unknown): string {
  const json = JSON.stringify(value);
  // Claims are nearly always plain ASCII, for which `btoa` can do without the detour over bytes.
  const binary = /^[ -~]*$/.test(json) ? json : String.fromCharCode(...new TextEncoder().encode(json));
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
