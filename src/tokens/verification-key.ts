/**
 * A public key that is bound to its algorithm: the token's header never chooses one.
 * The composition decides what verifies, so that this folder runs everywhere.
 */
export interface VerificationKey {
  readonly alg: 'RS256';
  /** Tells whether `signature` is a signature of `data` (ASCII) by this key. */
  verify(data: string, signature: Uint8Array): boolean | Promise<boolean>;
}

/**
 * Finds the key that a token names; undefined when there is none.
 *
 * @throws {JwksUnavailable} when the keys cannot be fetched
 */
export type KeyResolver = (
  kid: string | undefined,
) => VerificationKey | undefined | Promise<VerificationKey | undefined>;

/** A public RSA key as a JWK Set holds it (RFC 7517). */
export interface RsaPublicJwk {
  kty: 'RSA';
  kid: string;
  n: string;
  e: string;
}
