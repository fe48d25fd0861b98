import { hash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const LENGTH = 27;
const TOKEN_BYTES = 32;
/** The form of an id. Other texts need no query. */
const ID = /^[A-Za-z0-9_]{1,64}$/;

export type IdPrefix =
  | 'client'
  | 'user'
  | 'idn'
  | 'sess'
  | 'sia'
  | 'sua'
  | 'code'
  | 'chal'
  | 'eac'
  | 'pky'
  | 'totp'
  | 'bc'
  | 'rev'
  | 'inv'
  | 'sit'
  | 'wle'
  | 'evt'
  | 'node';

/** Creates a random id, such as `user_2Bq…`: more than 150 bits, in an alphabet without look-alikes. */
export function newId(prefix: IdPrefix): string {
  let id = '';
  while (id.length < LENGTH) id += idCharacters(randomBytes(LENGTH));
  return `${prefix}_${id.slice(0, LENGTH)}`;
}

/** Makes the characters of an id from random bytes. 64 bytes are enough for a whole id. */
export function idCharacters(bytes: Uint8Array): string {
  // Bytes above the last multiple of the alphabet's length would make some characters more likely than others.
  const even = [...bytes].filter((byte) => byte < 4 * ALPHABET.length).slice(0, LENGTH);
  return even.map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

export function isId(text: string): boolean {
  return ID.test(text);
}

/** Creates a secret of 256 bits, in base64url. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * Hashes the value of a client cookie for storage. A cookie with the `__Host-` prefix has another hash than one
 * without, so that its value is worth nothing in a cookie without the prefix, which a neighboring host can plant.
 */
export function hashClientToken(token: string, isHostOnly: boolean): string {
  return hashToken(isHostOnly ? `__Host-${token}` : token);
}

/** How a secret is kept: SHA-256 is enough for 256 random bits, and it cannot be turned back into a cookie. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url');
}
