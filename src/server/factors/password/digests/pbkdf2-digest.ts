import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import {
  DigestProblem,
  isHex,
  readBase64,
  readHex,
  readNumber,
  readRaw,
  splitDigest,
  type Verifier,
} from './digest-reader.ts';

const MOST_ITERATIONS = 2_000_000;
/** Shorter hashes would be right for too many passwords. */
const LEAST_BYTES = 16;
/** Bytes of one block. Each further block of a longer hash takes the same time again and proves nothing more. */
const BLOCK = { sha1: 20, sha256: 32, sha512: 64 } as const;

const derive = promisify(pbkdf2);

type Algorithm = keyof typeof BLOCK;

/**
 * Reads `pbkdf2_sha1$<iterations>$<salt>$<hash>`, or with the length of the hash at the end. The hash is hexadecimal, and
 * so is the salt, unless it cannot be.
 */
export function readPbkdf2Sha1(digest: string): Verifier {
  const parts = digest.split('$');
  const length = parts.length === 5 ? Number(parts.pop()) : undefined;
  const [iterations, salt, hash] = partsOf(parts.join('$'), 'pbkdf2_sha1');
  const bytes = readHex(hash, 'the hash', LEAST_BYTES);
  if (length !== undefined && length !== bytes.length)
    throw new DigestProblem('the key length is not that of the hash');
  return verifier('sha1', iterations, isHex(salt) ? readHex(salt, 'the salt', 1) : readRaw(salt, 'the salt', 1), bytes);
}

/** Reads `pbkdf2_sha256$<iterations>$<salt>$<hash>`, both in base64. */
export function readPbkdf2Sha256(digest: string): Verifier {
  const [iterations, salt, hash] = partsOf(digest, 'pbkdf2_sha256');
  return verifier('sha256', iterations, readBase64(salt, 'the salt', 1), readBase64(hash, 'the hash', LEAST_BYTES));
}

/** Reads `pbkdf2_sha256$<iterations>$<salt>$<hash>` of Django: the salt stands as it is, the hash is base64. */
export function readPbkdf2Sha256Django(digest: string): Verifier {
  const [iterations, salt, hash] = partsOf(digest, 'pbkdf2_sha256');
  return verifier('sha256', iterations, readRaw(salt, 'the salt', 1), readBase64(hash, 'the hash', LEAST_BYTES));
}

/** Reads `pbkdf2_sha512$<iterations>$<salt>$<hash>`: the salt stands as it is, the hash is hexadecimal. */
export function readPbkdf2Sha512(digest: string): Verifier {
  const [iterations, salt, hash] = partsOf(digest, 'pbkdf2_sha512');
  return verifier('sha512', iterations, readRaw(salt, 'the salt', 1), readHex(hash, 'the hash', LEAST_BYTES));
}

/** Reads `pbkdf2_sha512_hex$<iterations>$<salt>$<hash>`, both in hexadecimal. */
export function readPbkdf2Sha512Hex(digest: string): Verifier {
  const [iterations, salt, hash] = partsOf(digest, 'pbkdf2_sha512_hex');
  return verifier('sha512', iterations, readHex(salt, 'the salt', 1), readHex(hash, 'the hash', LEAST_BYTES));
}

function partsOf(digest: string, name: string): [string, string, string] {
  const format = `${name}$<iterations>$<salt>$<hash>`;
  const [given, iterations = '', salt = '', hash = ''] = splitDigest(digest, format, 2);
  if (given !== name) throw new DigestProblem(`the format is ${format}`);
  return [iterations, salt, hash];
}

function verifier(algorithm: Algorithm, given: string, salt: Buffer, expected: Buffer): Verifier {
  const iterations = readNumber(given, 'the number of iterations', 1, MOST_ITERATIONS);
  const first = expected.subarray(0, BLOCK[algorithm]);
  return async (password) => timingSafeEqual(await derive(password, salt, iterations, first.length, algorithm), first);
}
