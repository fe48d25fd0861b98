import { hash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const LENGTH = 27;
const TOKEN_BYTES = 32;
/** The form of a token: 32 bytes in base64url. */
const TOKEN = /^[\w-]{43}$/;
/** The form of an id. The server looks up no other text in the database. */
const ID = /^[A-Za-z0-9_]{1,64}$/;

/** What an id identifies. */
export type IdPrefix =
  | 'client'
  | 'user'
  /** Identification: an email address, phone number or wallet. */
  | 'idn'
  | 'sess'
  /** Development browser. */
  | 'dvb'
  /** Sign-in attempt. */
  | 'sia'
  /** Sign-up attempt. */
  | 'sua'
  | 'code'
  /** Challenge: a link, a passkey ceremony or an authorization request. */
  | 'chal'
  /** External account: the user's account at an OAuth provider. */
  | 'eac'
  /** Passkey. */
  | 'pky'
  /** Picture that a user uploaded. */
  | 'img'
  | 'totp'
  /** Backup code. */
  | 'bc'
  /** Reverification. */
  | 'rev'
  /** Invitation. */
  | 'inv'
  /** Sign-in token. */
  | 'sit'
  /** Secret key of the Backend API. */
  | 'skey'
  /** Session of the admin page. */
  | 'adms'
  /** Waitlist entry. */
  | 'wle'
  | 'evt'
  /** Entry of the audit log. */
  | 'aud'
  /** JWT template. */
  | 'jtmp'
  /** Actor token. */
  | 'act'
  /** Entry of the allow-list. */
  | 'alid'
  /** Entry of the block-list. */
  | 'blid'
  /** The instance itself. */
  | 'ins'
  /** Domain of the instance. */
  | 'dmn'
  /** Template of a message. */
  | 'tmpl'
  /** Endpoint of webhooks. */
  | 'ep'
  /** Webhook: the same for each endpoint and each try. */
  | 'msg'
  /** Delivery: a webhook for one endpoint. */
  | 'dlv'
  /** Email that the server sends, or leaves to the application. */
  | 'ema'
  /** Text message. */
  | 'sms'
  /** Template of an email or a text message. */
  | 'tmpl'
  | 'node';

/** Creates a random id, such as `user_2Bq…`: more than 150 bits, in an alphabet without look-alikes. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${randomText(LENGTH)}`;
}

/** Returns the id of an entry that the settings name: the same at every start and on every node. */
export function seededId(prefix: IdPrefix, key: string): string {
  return `${prefix}_${idCharacters(hash('sha512', `${prefix} ${key}`, 'buffer'))}`;
}

/** Creates a random text of letters and digits, 5.8 bits each. A double click selects the whole of it. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) text += idCharacters(randomBytes(LENGTH));
  return text.slice(0, length);
}

/** Creates the characters of an id from random bytes. 64 bytes are enough for a whole id. */
export function idCharacters(bytes: Uint8Array): string {
  // Bytes above the last multiple of the alphabet's length would make some characters more likely than others.
  const even = [...bytes].filter((byte) => byte < 4 * ALPHABET.length).slice(0, LENGTH);
  return even.map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

export function isId(text: string): boolean {
  return ID.test(text);
}

/** Creates a secret of 256 random bits, in base64url. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** Returns whether a text has the form of a token. The server hashes and looks up no other text. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/**
 * Hashes the value of a client cookie for storage. A `__Host-` cookie hashes differently from a plain one. A
 * neighboring host can plant only a plain cookie, so the value is useless there.
 */
export function hashClientToken(token: string, isHostOnly: boolean): string {
  return hashToken(isHostOnly ? `__Host-${token}` : token);
}

/** Hashes a secret for storage. SHA-256 is enough for 256 random bits: no one can compute the secret from the hash. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url');
}
