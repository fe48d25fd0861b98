import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { PasskeyProblem } from './passkey-problem.ts';

/** Labels and values of COSE keys (RFC 9053, sections 7.1 and 7.2; RFC 8230, section 4). */
const [KEY_TYPE, ALGORITHM, CURVE, X, Y, MODULUS, EXPONENT] = [1, 3, -1, -2, -3, -1, -2];
const [OCTET_PAIR, ELLIPTIC, RSA] = [1, 2, 3];
const [P256, ED25519] = [1, 6];
const POINT_BYTES = 32;
/** 2,048 bits. */
const MIN_MODULUS_BYTES = 256;

/**
 * Checks that a COSE key is a complete key of its algorithm. The CBOR decoder accepts keys whose bytes were cut off.
 *
 * @throws {PasskeyProblem} `algorithm` when the server does not offer the algorithm, else `malformed`
 */
export function checkPublicKey(key: ReadonlyMap<number, unknown>): void {
  const bytes = (label: number, length?: number) => {
    const value = key.get(label);
    const isWhole = value instanceof Uint8Array && (length === undefined || value.length === length);
    if (!isWhole) throw new PasskeyProblem('malformed');
    return value;
  };
  const text = (value: Uint8Array) => Buffer.from(value).toString('base64url');
  const expect = (type: number, curve?: number) => {
    const isMeant = key.get(KEY_TYPE) === type && (curve === undefined || key.get(CURVE) === curve);
    if (!isMeant) throw new PasskeyProblem('malformed');
  };
  let jwk: JsonWebKey;
  switch (key.get(ALGORITHM)) {
    case -7:
      expect(ELLIPTIC, P256);
      jwk = { kty: 'EC', crv: 'P-256', x: text(bytes(X, POINT_BYTES)), y: text(bytes(Y, POINT_BYTES)) };
      break;
    case -8:
      expect(OCTET_PAIR, ED25519);
      jwk = { kty: 'OKP', crv: 'Ed25519', x: text(bytes(X, POINT_BYTES)) };
      break;
    case -257:
      expect(RSA);
      if (bytes(MODULUS).length < MIN_MODULUS_BYTES) throw new PasskeyProblem('malformed');
      jwk = { kty: 'RSA', n: text(bytes(MODULUS)), e: text(bytes(EXPONENT)) };
      break;
    default:
      throw new PasskeyProblem('algorithm');
  }
  try {
    createPublicKey({ key: jwk, format: 'jwk' });
  } catch (error) {
    throw new PasskeyProblem('malformed', { cause: error });
  }
}
