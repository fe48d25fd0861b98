import { createHmac, randomBytes } from 'node:crypto';
import { asciiDigits } from '../../../protocol/ascii-digits.ts';

const CODES = 10;
/** 8 characters of 5 bits each: 40 bits. */
const CODE_LENGTH = 8;
/** Crockford's base 32: no `i`, `l`, `o` and `u`. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** Typed texts longer than this are no code, whatever blanks they hold. */
const LONGEST = 64;

/** The hashing that a set needs; whoever calls holds a place in the password queue. */
export interface CodeHasher {
  /** PHC string with a salt of its own. */
  hash(text: string): Promise<string>;
  verify(phc: string, text: string): Promise<boolean>;
}

/** A new set; the codes are shown once, the hashes are kept. */
export interface BackupCodes {
  codes: readonly string[];
  /** In the order of the codes, each with a salt of its own. */
  hashes: readonly string[];
}

/**
 * Makes ten codes. They live long, so they are kept as HMAC-SHA-256 and then argon2id (ASVS 6.5.2): neither the
 * database alone nor a weak key gives them away. Each has a salt of its own, so one guess is never tried on ten codes
 * for the price of one; the HMAC is bound to the user, so that equal codes of two users have nothing in common.
 *
 * @param key 32 bytes for this purpose alone
 */
export async function createBackupCodes(argon: CodeHasher, key: Uint8Array, userId: string): Promise<BackupCodes> {
  const unique = new Set<string>();
  while (unique.size < CODES) unique.add(newCode());
  const codes = [...unique];
  return { codes, hashes: await Promise.all(codes.map((code) => argon.hash(macOf(key, userId, code)))) };
}

/**
 * Looks for a typed code in a set: one verification for each code that is left, whether or not it is found.
 *
 * @param hashes those of one set that are not used yet
 * @returns the hash of the code, to be consumed in one atomic step; undefined when it is none of them
 */
export async function findBackupCode(
  argon: CodeHasher,
  key: Uint8Array,
  userId: string,
  typed: string,
  hashes: readonly string[],
): Promise<string | undefined> {
  const mac = macOf(key, userId, normalizeBackupCode(typed));
  const matches = await Promise.all(hashes.map((hash) => argon.verify(hash, mac)));
  return hashes[matches.indexOf(true)];
}

/** A code as it was made: case, blanks and dashes do not matter, nor do the characters that look like others. */
export function normalizeBackupCode(typed: string): string {
  if (typed.length > LONGEST) return '';
  return asciiDigits(typed)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}-]/gu, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
}

function newCode(): string {
  // 32 characters divide 256: every one is equally likely.
  return Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

function macOf(key: Uint8Array, userId: string, code: string): string {
  return createHmac('sha256', key).update(`${userId}\n${code}`).digest('base64url');
}
