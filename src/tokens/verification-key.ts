/**
 * A public key together with its algorithm, so that the header of a token never chooses one (RFC 8725, section 3.1).
 * The caller brings the cryptography, so that this folder runs on every runtime.
 */
export interface VerificationKey {
  readonly alg: 'RS256';
  /**
   * Returns whether this key signed a compact JWS (RFC 7515, section 7.1) of three parts in the alphabet of base64url.
   * Check the header yourself: the key does not look at it.
   */
  verify(token: string): boolean | Promise<boolean>;
}

/**
 * Finds the key with the id that a token names; undefined when there is none.
 *
 * @throws {JwksUnavailable} when the keys cannot be fetched
 */
export type KeyResolver = (
  kid: string | undefined,
) => VerificationKey | undefined | Promise<VerificationKey | undefined>;

/** A public RSA key in a JWK Set (RFC 7517; RFC 7518, section 6.3.1). */
export interface RsaPublicJwk {
  kty: 'RSA';
  kid: string;
  n: string;
  e: string;
}
