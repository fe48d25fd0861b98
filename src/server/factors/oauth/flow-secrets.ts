import { createHmac } from 'node:crypto';

/** The values that bind an authorization request, besides its state. */
export interface DerivedSecrets {
  nonce: string;
  codeVerifier: string;
}

/**
 * Derives the nonce and the PKCE verifier of an authorization request from its state. So the server stores none of the
 * three, only a hash of the state.
 *
 * @param key key for this purpose alone
 * @param state 256 random bits
 */
export function deriveFlowSecrets(key: Uint8Array, state: string): DerivedSecrets {
  const derive = (use: string) => createHmac('sha256', key).update(`${use}\n${state}`).digest('base64url');
  return { nonce: derive('nonce'), codeVerifier: derive('verifier') };
}
