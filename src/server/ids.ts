import { hash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const LENGTH = 27;
const TOKEN_BYTES = 32;
/** What an id of ours can look like; anything else is not worth a question to the database. */
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

/** A new random id, such as `user_2Bq…`: more than 150 bits, in an alphabet without look-alikes. */
export function newId(prefix: IdPrefix): string {
  let id = '';
  while (id.length < LENGTH) id += idCharacters(randomBytes(LENGTH));
  return `${prefix}_${id.slice(0, LENGTH)}`;
}

/** What comes after the prefix of an id, as far as the bytes reach: 64 are enough for all of it. */
export function idCharacters(bytes: Uint8Array): string {
  // Bytes beyond the last whole multiple would make some characters likelier than others.
  const even = [...bytes].filter((byte) => byte < 4 * ALPHABET.length).slice(0, LENGTH);
  return even.map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

export function isId(text: string): boolean {
  return ID.test(text);
}

/** A new secret of 256 bits in base64url, for cookies. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * How the value of a client cookie is kept. One that was set with the `__Host-` prefix has a hash of its own, so that
 * it is worth nothing in a cookie without, which a neighbouring host can plant.
 */
export function hashClientToken(token: string, isHostOnly: boolean): string {
  return hashToken(isHostOnly ? `__Host-${token}` : token);
}

/** How a secret is kept: SHA-256 is enough for 256 random bits, and it cannot be turned back into a cookie. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url');
}
