import { type NodeCrypto, nodeModule } from '../../tokens/node-module.ts';
import type { RsaPublicJwk, VerificationKey } from '../../tokens/verification-key.ts';
import { BackendOptionsError } from '../backend-options.ts';
import { derOfPem } from './pem.ts';
import { remember } from '../lib/remember.ts';

type Key = VerificationKey | Promise<VerificationKey>;

const ALGORITHM = 'RS256';

/**
 * Imports a verification key from a JWK.
 *
 * @returns undefined when it is not an RSA key of at least 2048 bits
 */
export async function importJwk({ kty, n, e }: RsaPublicJwk): Promise<VerificationKey | undefined> {
  // 2048 bits are 342 characters of base64url; shorter keys have been factored.
  if (kty !== 'RSA' || n.replace(/^A+/, '').length < 342) return undefined;
  const node = nodeModule('node:crypto');
  if (node) return nodeKey(node, node.createPublicKey({ key: { kty, n, e }, format: 'jwk' }));
  const { importJWK } = await import('jose/key/import');
  return webKey((await importJWK({ kty, n, e }, ALGORITHM)) as CryptoKey);
}

/**
 * Imports a verification key from a public key in PEM (SPKI). A text that was imported before costs a lookup.
 *
 * @param pem the key, as it may come out of an environment variable: see {@link derOfPem}
 * @returns the key; a promise where the runtime has no `node:crypto`
 * @throws {BackendOptionsError} when it is not such a key. A promise rejects with it if only the import can tell
 */
export function importPem(pem: unknown): Key {
  if (typeof pem !== 'string' || pem.trim() === '') throw new BackendOptionsError('jwtKey is empty.');
  return keys(pem);
}

const keys = remember<Key>((pem, forget) => {
  const der = derOfPem(pem);
  const node = nodeModule('node:crypto');
  if (!node) {
    const key = importWithJose(der);
    // The promise of a wrong key is for those who await it now. It must not end the process, nor be kept.
    key.catch(forget);
    return key;
  }
  try {
    return nodeKey(node, node.createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' }));
  } catch {
    throw unusable();
  }
});

async function importWithJose(der: Uint8Array): Promise<VerificationKey> {
  const { importSPKI } = await import('jose/key/import');
  const body = btoa(String.fromCharCode(...der));
  try {
    return await webKey(await importSPKI(`-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----`, ALGORITHM));
  } catch {
    throw unusable();
  }
}

/** The error does not repeat the message of the parser. */
function unusable(): BackendOptionsError {
  return new BackendOptionsError('jwtKey is damaged: it has the form of an RSA public key, but no key is in it.');
}

/** Node's synchronous verification never queues behind other work. */
function nodeKey(node: NodeCrypto, key: ReturnType<NodeCrypto['createPublicKey']>): VerificationKey {
  return {
    alg: ALGORITHM,
    verify: (token) => {
      const end = token.lastIndexOf('.');
      const data = Buffer.from(token.slice(0, end), 'latin1');
      return node.verify('sha256', data, key, Buffer.from(token.slice(end + 1), 'base64url'));
    },
  };
}

async function webKey(key: CryptoKey): Promise<VerificationKey> {
  const [{ compactVerify }, { JWSSignatureVerificationFailed }] = await Promise.all([
    import('jose/jws/compact/verify'),
    import('jose/errors'),
  ]);
  return {
    alg: ALGORITHM,
    verify: (token) =>
      compactVerify(token, key, { algorithms: [ALGORITHM] }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof JWSSignatureVerificationFailed) return false;
          throw error;
        },
      ),
  };
}
