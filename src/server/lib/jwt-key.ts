import { createHmac, createPrivateKey, type KeyObject, sign } from 'node:crypto';

/** The algorithms that a template with a key of its own can sign with (RFC 7518, section 3.1). */
export const SIGNING_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'ES256',
  'ES384',
  'ES512',
  'HS256',
  'HS384',
  'HS512',
] as const;

export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** A key that cannot be used. It never shows the key. */
export class JwtKeyError extends Error {
  override readonly name = 'JwtKeyError';
  readonly problem: string;
  readonly cure: string;

  constructor(problem: string, cure: string) {
    super(`The key ${problem}. ${cure}`);
    this.problem = problem;
    this.cure = cure;
  }
}

/** Signs ASCII text, and returns the signature in base64url. */
export type Sign = (data: string) => string;

const HASHES = { 256: 'sha256', 384: 'sha384', 512: 'sha512' } as const;
const CURVES = { 256: 'prime256v1', 384: 'secp384r1', 512: 'secp521r1' } as const;
const SHORTEST_RSA = 2048;
const LONGEST_KEY = 16_384;

export function isSigningAlgorithm(text: string): text is SigningAlgorithm {
  return (SIGNING_ALGORITHMS as readonly string[]).includes(text);
}

/**
 * Reads a key, and returns the function that signs with it. The function is synchronous, because asynchronous ones share
 * their threads with the hashing of passwords.
 *
 * @param key a shared secret for HS…, else a private key in PEM, whose line breaks may be written as `\n`
 * @throws {JwtKeyError} when the key is not one of the algorithm
 */
export function createSign(algorithm: SigningAlgorithm, key: string): Sign {
  if (key.length > LONGEST_KEY) throw new JwtKeyError('is too long', `Use at most ${LONGEST_KEY} characters.`);
  const bits = Number(algorithm.slice(2)) as keyof typeof HASHES;
  const hash = HASHES[bits];
  if (algorithm.startsWith('HS')) {
    const secret = readSecret(key, bits / 8);
    return (data) => createHmac(hash, secret).update(data).digest('base64url');
  }
  const privateKey = readPem(key);
  if (algorithm.startsWith('RS')) {
    checkRsa(privateKey);
    return (data) => sign(hash, Buffer.from(data), privateKey).toString('base64url');
  }
  checkCurve(privateKey, CURVES[bits], algorithm);
  return (data) => sign(hash, Buffer.from(data), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

/** A secret shorter than the hash is too weak (RFC 7518, section 3.2). */
function readSecret(key: string, bytes: number): Buffer {
  if (key.includes('-----BEGIN')) {
    throw new JwtKeyError('is a PEM, not a shared secret', 'Choose the algorithm RS… or ES…, or give the secret.');
  }
  const secret = Buffer.from(key);
  if (secret.length >= bytes) return secret;
  throw new JwtKeyError(`has ${secret.length} bytes`, `A secret of this algorithm needs at least ${bytes}.`);
}

function readPem(key: string): KeyObject {
  const pem = key.includes('\\n') ? key.replaceAll('\\n', '\n') : key;
  if (/BEGIN (RSA |EC )?PUBLIC KEY/.test(pem)) {
    throw new JwtKeyError('is a public key', 'Give the private key of the pair.');
  }
  if (/ENCRYPTED/.test(pem)) throw new JwtKeyError('is encrypted', 'Decrypt it with `openssl pkey` first.');
  try {
    return createPrivateKey(pem);
  } catch {
    throw new JwtKeyError('is not a private key in PEM', 'Give the text from -----BEGIN to END …-----.');
  }
}

function checkRsa(key: KeyObject): void {
  if (key.asymmetricKeyType !== 'rsa') {
    throw new JwtKeyError(`is of type ${key.asymmetricKeyType}, not RSA`, 'Give an RSA key, or another algorithm.');
  }
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  if (modulusLength >= SHORTEST_RSA) return;
  throw new JwtKeyError(`has ${modulusLength} bits`, `Use an RSA key of at least ${SHORTEST_RSA}.`);
}

function checkCurve(key: KeyObject, curve: string, algorithm: string): void {
  const given = key.asymmetricKeyType === 'ec' ? key.asymmetricKeyDetails?.namedCurve : key.asymmetricKeyType;
  if (given === curve) return;
  throw new JwtKeyError(
    `is of ${given}, not of the curve ${curve}`,
    `Give a key of that curve, which ${algorithm} needs.`,
  );
}
