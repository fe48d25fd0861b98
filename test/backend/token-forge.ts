import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { buildPublishableKey } from '../../src/protocol/keys.ts';
import { SESSION_TOKEN_CATEGORY } from '../../src/protocol/tokens.ts';

export const PUBLISHABLE_KEY = buildPublishableKey('production', 'clerk.acme.example');
export const ISSUER = 'https://clerk.acme.example';
/** Seconds since the epoch at which the tests take place. */
export const NOW = 1_760_000_000;
export const now = (): number => NOW * 1000;

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const PUBLIC_PEM = publicKey.export({ type: 'spki', format: 'pem' }) as string;
export const PRIVATE_KEY: KeyObject = privateKey;
export const JWK = { ...publicKey.export({ format: 'jwk' }), kid: 'ins_1', use: 'sig', alg: 'RS256' } as {
  kty: 'RSA';
  kid: string;
  n: string;
  e: string;
};

export const CLAIMS = {
  azp: 'https://app.acme.example',
  exp: NOW + 60,
  iat: NOW,
  nbf: NOW - 10,
  iss: ISSUER,
  jti: 'jti_1',
  sid: 'sess_1',
  sub: 'user_1',
  sts: 'active',
  fva: [0, -1],
  v: 2,
};
export const HEADER = { alg: 'RS256', cat: SESSION_TOKEN_CATEGORY, kid: 'ins_1', typ: 'JWT', oiat: NOW };

export function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
}

/** A token with some header parameters and claims changed; `undefined` takes one out. */
export function forge(claims: object = {}, header: object = {}, key: KeyObject = PRIVATE_KEY): string {
  const data = `${encode({ ...HEADER, ...header })}.${encode({ ...CLAIMS, ...claims })}`;
  return `${data}.${sign('sha256', Buffer.from(data), key).toString('base64url')}`;
}

/** A token whose parts are given as JSON text, for values that JSON.stringify cannot write. */
export function forgeText(claims: string, header: string = JSON.stringify(HEADER)): string {
  const data = `${encode(header)}.${encode(claims)}`;
  return `${data}.${sign('sha256', Buffer.from(data), PRIVATE_KEY).toString('base64url')}`;
}

export function otherKeyPair(): { privateKey: KeyObject; publicKey: KeyObject; pem: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...pair, pem: createPublicKey(pair.privateKey).export({ type: 'spki', format: 'pem' }) as string };
}
