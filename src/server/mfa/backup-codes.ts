import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

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
  /** PHC string with the salt and the parameters of another one. */
  hashLike(phc: string, text: string): Promise<string>;
}

/** A new set; the codes are shown once, the hashes are kept. */
export interface BackupCodes {
  codes: readonly string[];
  /** In the order of the codes, all with one salt. */
  hashes: readonly string[];
}

/**
 * Makes ten codes. They live long, so they are kept as HMAC-SHA-256 and then argon2id (ASVS 6.5.2): neither the
 * database alone nor a weak key gives them away. One salt per set lets one hash per try find the code; the HMAC is
 * bound to the user, so that equal codes of two users have nothing in common.
 *
 * @param key 32 bytes for this purpose alone
 */
export async function createBackupCodes(argon: CodeHasher, key: Uint8Array, userId: string): Promise<BackupCodes> {
  const unique = new Set<string>();
  while (unique.size < CODES) unique.add(newCode());
  const codes = [...unique];
  const [first, ...others] = codes.map((code) => macOf(key, userId, code));
  const salted = await argon.hash(first as string);
  return { codes, hashes: [salted, ...(await Promise.all(others.map((mac) => argon.hashLike(salted, mac))))] };
}

/**
 * Looks for a typed code in a set: one hash, however many codes there are.
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
  const [any] = hashes;
  if (any === undefined) return undefined;
  const given = await argon.hashLike(any, macOf(key, userId, normalizeBackupCode(typed)));
  return hashes.find((hash) => isSame(hash, given));
}

/** A code as it was made: case, blanks and dashes do not matter, nor do the characters that look like others. */
export function normalizeBackupCode(typed: string): string {
  if (typed.length > LONGEST) return '';
  return typed.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
}

function newCode(): string {
  // 32 characters divide 256: every one is equally likely.
  return Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

function macOf(key: Uint8Array, userId: string, code: string): string {
  return createHmac('sha256', key).update(`${userId}\n${code}`).digest('base64url');
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
