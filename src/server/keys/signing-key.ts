import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { TokenSigner } from '../../tokens/sign.ts';
import { ConfigError } from '../lib/config-error.ts';

const COMPACT_JWS = /^([\w-]+\.[\w-]+)\.([\w-]+)$/;

/** The public half of the signing key, as `/.well-known/jwks.json` publishes it. */
export interface PublicJwk {
  use: 'sig';
  kty: 'RSA';
  kid: string;
  alg: 'RS256';
  n: string;
  e: string;
}

/** Signs the tokens of an instance; `jwk` verifies them. */
export interface InstanceSigner extends TokenSigner {
  readonly jwk: PublicJwk;
  /** Returns whether this key signed a token, a compact JWS (RFC 7515, section 7.1). Says nothing about its claims. */
  hasSigned: (token: string) => boolean;
}

/** Generates an RSA-2048 private key with exponent 65537, as PKCS #8 PEM. It takes about 0.15 seconds. */
export function generateSigningKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 0x10001 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/**
 * Creates the signer of an instance from its private key. It signs synchronously, because the asynchronous API shares
 * its threads with password hashing and would wait for it.
 *
 * @param pem RSA-2048 private key in PEM (PKCS #8 or PKCS #1); line breaks may be written as `\n`
 * @param name where the key came from, for the error
 * @throws {ConfigError} when it is not a private RSA key of 2048 bits with exponent 65537
 */
export function createSigner(pem: string, name: string): InstanceSigner {
  const key = readPrivateKey(pem, name);
  const publicKey = createPublicKey(key);
  const { n, e } = publicKey.export({ format: 'jwk' }) as { n: string; e: string };
  const kid = keyIdOf(n, e);
  return {
    kid,
    jwk: { use: 'sig', kty: 'RSA', kid, alg: 'RS256', n, e },
    hasSigned(token) {
      const [, signed, signature] = COMPACT_JWS.exec(token) ?? [];
      if (signed === undefined || signature === undefined) return false;
      return verify('sha256', Buffer.from(signed), publicKey, Buffer.from(signature, 'base64url'));
    },
    sign: (data) => sign('sha256', Buffer.from(data), key).toString('base64url'),
  };
}

/** Returns the public key in PEM, as applications configure it to verify tokens without a network call. */
export function publicKeyPem({ n, e, kty }: PublicJwk): string {
  const key = createPublicKey({ key: { n, e, kty }, format: 'jwk' });
  return (key.export({ type: 'spki', format: 'pem' }) as string).trim();
}

function readPrivateKey(pem: string, name: string): KeyObject {
  const refuse = (problem: string, cure: string): never => {
    throw new ConfigError([{ setting: name, problem, cure }]);
  };
  const make = 'Make one with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`.';
  const text = pem.includes('\\n') ? pem.replaceAll('\\n', '\n') : pem;
  if (/BEGIN (RSA )?PUBLIC KEY/.test(text)) refuse('is a public key', 'Give the private key of the pair.');
  if (/BEGIN ENCRYPTED/.test(text)) refuse('is encrypted with a passphrase', 'Decrypt it with `openssl pkey` first.');
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch {
    return refuse('is not a private key in PEM', make);
  }
  const { modulusLength, publicExponent } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType !== 'rsa') refuse(`is a key of type ${key.asymmetricKeyType}, not RSA`, make);
  // Stock SDKs read PEM keys of exactly this size and exponent.
  if (modulusLength !== 2048) refuse(`has ${modulusLength} bits instead of 2048`, make);
  if (publicExponent !== 65537n) refuse(`has the exponent ${publicExponent} instead of 65537`, make);
  return key;
}

/** Derives the key id from the key (RFC 7638 thumbprint), so that every node of an instance uses the same id. */
function keyIdOf(n: string, e: string): string {
  const digest = createHash('sha256').update(JSON.stringify({ e, kty: 'RSA', n }));
  return `ins_${digest.digest('base64url').replace(/[-_]/g, '').slice(0, 27)}`;
}
