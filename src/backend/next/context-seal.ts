import { decodeBytes } from '../../tokens/base64url.ts';
import { remember } from '../lib/remember.ts';

export type ContextValues = Map<string, unknown>;

/** Milliseconds that sealed values are valid. A page reads them at once. */
const LIFETIME = 60_000;
/** Bytes of the initialization vector, which is new for each sealed text (NIST SP 800-38D, section 8.2.2). */
const VECTOR = 12;
/** Keeps the key apart from every other use of the secret key. */
const PURPOSE = 'clerk-widgets context of a Next.js request, AES-256-GCM';

/** Encrypts values, so that only who has the secret key can read or make them. */
export async function sealContext(values: ContextValues, secretKey: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(VECTOR));
  const text = JSON.stringify({ until: Date.now() + LIFETIME, values: Object.fromEntries(values) });
  const key = await keyOf(secretKey);
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
  const bytes = Array.from([...iv, ...new Uint8Array(sealed)], (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Decrypts values. @returns none when they are forged or too old */
export async function openContext(sealed: string, secretKey: string): Promise<ContextValues> {
  try {
    if (!/^[\w-]+$/.test(sealed)) return new Map();
    const bytes = decodeBytes(sealed);
    const algorithm = { name: 'AES-GCM', iv: bytes.slice(0, VECTOR) };
    const text = await crypto.subtle.decrypt(algorithm, await keyOf(secretKey), bytes.slice(VECTOR));
    const { until, values } = JSON.parse(new TextDecoder().decode(text)) as { until: number; values: object };
    return new Map(Date.now() < until ? Object.entries(values) : []);
  } catch {
    return new Map();
  }
}

const keyOf = remember(async (secretKey) => {
  const text = new TextEncoder();
  const secret = await crypto.subtle.importKey('raw', text.encode(secretKey), 'HKDF', false, ['deriveKey']);
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: text.encode(PURPOSE) };
  const algorithm = { name: 'AES-GCM', length: 256 };
  return crypto.subtle.deriveKey(derivation, secret, algorithm, false, ['encrypt', 'decrypt']);
});
