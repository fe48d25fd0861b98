import { createHmac, randomBytes } from 'node:crypto';
import { isForeign } from '../password/digests/password-digests.ts';
import { asciiDigits } from '../../../protocol/ascii-digits.ts';

const CODES = 10;
/** 8 characters of 5 bits each: 40 bits. */
const CODE_LENGTH = 8;
/** Crockford's base 32: no `i`, `l`, `o` and `u`. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** Longer texts are no codes, however many spaces they have. */
const LONGEST = 64;

/** The hashing that backup codes need. The caller holds a place in the queue of password hashes. */
export interface CodeHasher {
  /** Hashes a text with a salt of its own. @returns the PHC string */
  hash(text: string): Promise<string>;
  verify(phc: string, text: string): Promise<boolean>;
}

/** A new set of backup codes. The user sees the codes once, and the server stores the hashes. */
export interface BackupCodes {
  codes: readonly string[];
  /** The hashes in the order of the codes, each with a salt of its own. */
  hashes: readonly string[];
}

/**
 * Creates ten codes. They live long, so they are stored as HMAC-SHA-256 and then argon2id (ASVS 6.5.2): neither the
 * database alone nor a weak key reveals them. Each has a salt of its own, so that one hash cannot test a guess against
 * all ten. The HMAC is bound to the user, so that equal codes of two users have different hashes.
 *
 * @param key 32 bytes for this purpose alone
 */
export async function createBackupCodes(argon: CodeHasher, key: Uint8Array, userId: string): Promise<BackupCodes> {
  const unique = new Set<string>();
  while (unique.size < CODES) unique.add(newCode());
  const codes = [...unique];
  return { codes, hashes: await hashBackupCodes(argon, key, userId, codes) };
}

/** Hashes the codes of one user, in their order. Look-alike characters are the same, as when a user types them. */
export function hashBackupCodes(
  argon: Pick<CodeHasher, 'hash'>,
  key: Uint8Array,
  userId: string,
  codes: readonly string[],
): Promise<string[]> {
  return Promise.all(codes.map((code) => argon.hash(macOf(key, userId, normalizeBackupCode(code)))));
}

/**
 * Finds a typed code in a set. It takes one verification for each unused code, whether or not it finds the code.
 *
 * @param hashes the unused hashes of one set
 * @returns the hash of the code, which the caller consumes in one atomic step; undefined when the code is wrong
 */
export async function findBackupCode(
  argon: CodeHasher,
  key: Uint8Array,
  userId: string,
  typed: string,
  hashes: readonly string[],
): Promise<string | undefined> {
  const mac = macOf(key, userId, normalizeBackupCode(typed));
  // A digest of another system is one of the code itself.
  const texts = hashes.map((hash) => (isForeign(hash) ? typed.trim() : mac));
  const matches = await Promise.all(hashes.map((hash, i) => argon.verify(hash, texts[i] ?? '')));
  return hashes[matches.indexOf(true)];
}

/** Normalizes a typed code: case, spaces and dashes do not matter, nor do look-alike characters. */
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
  // 32 divides 256, so every character is equally likely.
  return Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

function macOf(key: Uint8Array, userId: string, code: string): string {
  return createHmac('sha256', key).update(`${userId}\n${code}`).digest('base64url');
}
