import { createHmac } from 'node:crypto';

/** What a visit to a provider is bound by, besides its state. */
export interface DerivedSecrets {
  nonce: string;
  codeVerifier: string;
}

/**
 * Nonce and PKCE verifier of a visit. They follow from its state under a key of the server, so none of the three has
 * to be kept: the database holds only a hash of the state.
 *
 * @param key of this purpose alone
 * @param state 256 random bits
 */
export function deriveFlowSecrets(key: Uint8Array, state: string): DerivedSecrets {
  const derive = (use: string) => createHmac('sha256', key).update(`${use}\n${state}`).digest('base64url');
  return { nonce: derive('nonce'), codeVerifier: derive('verifier') };
}
