import type * as NodeCryptoModule from 'node:crypto';
import type { RsaPublicJwk, VerificationKey } from '../tokens/verification-key.ts';
import { BackendOptionsError } from './backend-options.ts';

type NodeCrypto = typeof NodeCryptoModule;

const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const MAKE_PEM =
  'Give the public key of the instance in PEM: -----BEGIN PUBLIC KEY----- …, RSA with 2048 bits or more. It is the key in /.well-known/jwks.json.';

/**
 * Imports a verification key from a JWK.
 *
 * @returns undefined when it is not an RSA key of at least 2048 bits
 */
export async function importJwk({ kty, n, e }: RsaPublicJwk): Promise<VerificationKey | undefined> {
  // 2048 bits are 342 characters of base64url; shorter keys have been factored.
  if (kty !== 'RSA' || n.replace(/^A+/, '').length < 342) return undefined;
  const node = nodeCrypto();
  if (node) return nodeKey(node, node.createPublicKey({ key: { kty, n, e }, format: 'jwk' }));
  return webKey(await crypto.subtle.importKey('jwk', { kty, n, e }, RSA, false, ['verify']));
}

/**
 * Imports a verification key from a public key in PEM (SPKI).
 *
 * @param pem the key. It may have the two characters `\n` instead of line breaks
 * @throws {BackendOptionsError} when it is not such a key. Outside Node the numbers in it are checked at first use
 */
export function importPem(pem: string): VerificationKey | Promise<VerificationKey> {
  const text = (pem.includes('\\n') ? pem.replaceAll('\\n', '\n') : pem).trim();
  const body = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----$/.exec(text)?.[1];
  if (!body) throw new BackendOptionsError(`jwtKey is not a public key in PEM. ${MAKE_PEM}`);
  const node = nodeCrypto();
  if (!node) {
    const der = Uint8Array.from(atob(body.replace(/\s+/g, '')), (character) => character.charCodeAt(0));
    return crypto.subtle.importKey('spki', der, RSA, false, ['verify']).then(webKey);
  }
  try {
    const key = node.createPublicKey(text);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType === 'rsa' && bits >= 2048) return nodeKey(node, key);
  } catch {
    // The error below does not repeat the message of the parser.
  }
  throw new BackendOptionsError(`jwtKey is not an RSA public key. ${MAKE_PEM}`);
}

/** Node's synchronous verification of a cached key takes 22 µs and never queues behind other work. */
function nodeKey(node: NodeCrypto, key: ReturnType<NodeCrypto['createPublicKey']>): VerificationKey {
  return {
    alg: 'RS256',
    verify: (data, signature) => node.verify('sha256', Buffer.from(data, 'latin1'), key, signature),
  };
}

function webKey(key: CryptoKey): VerificationKey {
  const encoder = new TextEncoder();
  return {
    alg: 'RS256',
    verify: (data, signature) =>
      crypto.subtle.verify(RSA.name, key, signature as Uint8Array<ArrayBuffer>, encoder.encode(data)),
  };
}

/** Returns `node:crypto` if the runtime has it. An import would fail on other runtimes. */
function nodeCrypto(): NodeCrypto | undefined {
  const runtime = globalThis.process as NodeJS.Process | undefined;
  return runtime?.getBuiltinModule?.('node:crypto');
}
