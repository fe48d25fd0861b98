import { createHmac, hash as hashOnce, timingSafeEqual } from 'node:crypto';
import {
  DigestProblem,
  isBase64,
  readBase64,
  readHex,
  readNumber,
  readRaw,
  repeat,
  splitDigest,
  type Verifier,
} from './digest-reader.ts';

/*
 * Hashes that are made in no time. Whoever has such a digest finds the password soon, so it is the more important that
 * the first right password replaces it.
 */

const SIZE = { md5: 16, sha1: 20, sha256: 32, sha512: 64 } as const;
const HMAC = 'hmac_sha256_utf16_b64';
/** Bytes of the key to which ASP.NET's membership provider repeats a shorter one. */
const HMAC_KEY = 64;
const MOST_ITERATIONS = 262_144;

/** Reads a hash in hexadecimal. */
export function readPlain(algorithm: 'md5' | 'sha256', digest: string): Verifier {
  const expected = readHex(digest, 'the hash', SIZE[algorithm], SIZE[algorithm]);
  return (password) => timingSafeEqual(hashOnce(algorithm, password, 'buffer'), expected);
}

/**
 * Reads `<salt>$<hash>`, the hash in hexadecimal. Clerk does not say on which side of the password the salt stands, and
 * applications do both.
 */
export function readSalted(algorithm: 'md5' | 'sha256', digest: string): Verifier {
  const [text, hash] = splitDigest(digest, '<salt>$<hash>', 0);
  const salt = readRaw(text, 'the salt', 1);
  const expected = readHex(hash, 'the hash', SIZE[algorithm], SIZE[algorithm]);
  return (password) => {
    const bytes = Buffer.from(password);
    const made = [
      [salt, bytes],
      [bytes, salt],
    ].map((parts) => timingSafeEqual(hashOnce(algorithm, Buffer.concat(parts), 'buffer'), expected));
    return made.includes(true);
  };
}

/** Reads `{SSHA}<base64>` of LDAP (RFC 2307): SHA-1 of password and salt, then the salt. */
export function readLdapSsha(digest: string): Verifier {
  const text = /^\{SSHA\}(.+)$/i.exec(digest)?.[1];
  if (text === undefined) throw new DigestProblem('the format is {SSHA}<base64>');
  const bytes = readBase64(text, 'the hash with its salt', SIZE.sha1 + 1, SIZE.sha1 + 128);
  const [expected, salt] = [bytes.subarray(0, SIZE.sha1), bytes.subarray(SIZE.sha1)];
  return (password) => {
    return timingSafeEqual(hashOnce('sha1', Buffer.concat([Buffer.from(password), salt]), 'buffer'), expected);
  };
}

/**
 * Reads `hmac_sha256_utf16_b64$<hash>$<key>`: HMAC-SHA-256 of the password in UTF-16LE. Clerk does not say how the key is
 * written, so it is read as base64, as base64 that is repeated to 64 bytes (which is what ASP.NET does), and as text.
 */
export function readHmacUtf16(digest: string): Verifier {
  const format = `${HMAC}$<hash>$<key>`;
  const [name, hash, key = ''] = splitDigest(digest, format, 2);
  if (name !== HMAC) throw new DigestProblem(`the format is ${format}`);
  const expected = readBase64(hash, 'the hash', SIZE.sha256, SIZE.sha256);
  const keys = [readRaw(key, 'the key', 1)];
  if (isBase64(key)) {
    const decoded = readBase64(key, 'the key', 1);
    keys.push(decoded, Buffer.alloc(Math.max(HMAC_KEY, decoded.length), decoded));
  }
  return (password) => {
    const bytes = Buffer.from(password, 'utf16le');
    return keys
      .map((one) => timingSafeEqual(createHmac('sha256', one).update(bytes).digest(), expected))
      .includes(true);
  };
}

/** Reads `sha512_symfony$<iterations>$<salt>$<hash>` of Symfony's message digest encoder, the hash in base64. */
export function readSha512Symfony(digest: string): Verifier {
  const format = 'sha512_symfony$<iterations>$<salt>$<hash>';
  const [name, given, text = '', hash] = splitDigest(digest, format, 2);
  if (name !== 'sha512_symfony') throw new DigestProblem(`the format is ${format}`);
  const iterations = readNumber(given, 'the number of iterations', 1, MOST_ITERATIONS);
  const salt = readRaw(text, 'the salt');
  if (/[{}]/.test(text)) throw new DigestProblem('Symfony allows no braces in the salt');
  const expected = readBase64(hash, 'the hash', SIZE.sha512, SIZE.sha512);
  return async (password) => {
    const bytes = Buffer.from(password);
    const salted = salt.length === 0 ? bytes : Buffer.concat([bytes, Buffer.from('{'), salt, Buffer.from('}')]);
    const step = (state: Buffer) => hashOnce('sha512', Buffer.concat([state, salted]), 'buffer');
    return timingSafeEqual(await repeat(iterations, Buffer.alloc(0), step), expected);
  };
}
