import { EncryptJWT, jwtDecrypt } from 'jose';
import { remember } from '../lib/remember.ts';

export type ContextValues = Map<string, unknown>;

/** Seconds that sealed values are valid. A page reads them at once. */
const LIFETIME = 60;
const ALGORITHM = { alg: 'dir', enc: 'A256GCM' } as const;
/** Keeps the key apart from every other use of the secret key. */
const PURPOSE = 'clerk-widgets context of a Next.js request';

/** Encrypts values, so that only who has the secret key can read or make them (JWE, RFC 7516). */
export async function sealContext(values: ContextValues, secretKey: string): Promise<string> {
  return new EncryptJWT({ values: Object.fromEntries(values) })
    .setProtectedHeader(ALGORITHM)
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME} s`)
    .encrypt(await keyOf(secretKey));
}

/** Decrypts values. @returns none when they are forged or too old */
export async function openContext(sealed: string, secretKey: string): Promise<ContextValues> {
  try {
    const { payload } = await jwtDecrypt(sealed, await keyOf(secretKey), {
      keyManagementAlgorithms: [ALGORITHM.alg],
      contentEncryptionAlgorithms: [ALGORITHM.enc],
      maxTokenAge: LIFETIME,
    });
    return new Map(Object.entries(payload.values as Record<string, unknown>));
  } catch {
    return new Map();
  }
}

const keyOf = remember(async (secretKey) => {
  const text = new TextEncoder();
  const secret = await crypto.subtle.importKey('raw', text.encode(secretKey), 'HKDF', false, ['deriveBits']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: text.encode(PURPOSE) };
  return new Uint8Array(await crypto.subtle.deriveBits(derivation, secret, 256));
});
