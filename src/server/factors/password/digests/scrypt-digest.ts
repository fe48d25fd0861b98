import { createCipheriv, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { DigestProblem, isHex, readBase64, readHex, readNumber, readRaw, type Verifier } from './digest-reader.ts';

/** 256 mebibytes, in units of 128 bytes. */
const MOST_MEMORY = 2 ** 21;
const MOST_WORK = 2 ** 22;
const MAX_MEM = 300 * 1_048_576;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

interface Cost {
  N: number;
  r: number;
  p: number;
}

/**
 * Reads `<hash>$<salt>$<signer key>$<salt separator>$<rounds>$<memory cost>` of Firebase. The key that scrypt derives
 * encrypts the signer key of the project.
 */
export function readScryptFirebase(digest: string): Verifier {
  const parts = digest.split('$');
  const [hash, salt, key, separator, rounds, memory] = parts.map((part) =>
    part.replaceAll('-', '+').replaceAll('_', '/'),
  );
  if (parts.length !== 6) {
    throw new DigestProblem('the format is <hash>$<salt>$<signer key>$<salt separator>$<rounds>$<memory cost>');
  }
  const signer = readBase64(key, 'the signer key', 16, 256);
  const expected = readBase64(hash, 'the hash', signer.length, signer.length);
  const salted = Buffer.concat([readBase64(salt, 'the salt', 1), readBase64(separator, 'the salt separator', 0)]);
  const N = 2 ** readNumber(memory, 'the memory cost', 1, 20);
  const cost = checkCost({ N, r: readNumber(rounds, 'the number of rounds', 1, 64), p: 1 });
  return async (password) => {
    const made = await derive(password, salted, 32, { ...cost, maxmem: MAX_MEM });
    const cipher = createCipheriv('aes-256-ctr', made, Buffer.alloc(16));
    return timingSafeEqual(Buffer.concat([cipher.update(signer), cipher.final()]), expected);
  };
}

/** Reads `scrypt:<N>:<r>:<p>$<salt>$<hash>` of Werkzeug: the salt stands as it is, the hash is hexadecimal or base64. */
export function readScryptWerkzeug(digest: string): Verifier {
  const [method = '', salt, hash, ...more] = digest.replace(/^\$/, '').split('$');
  const [name, n, r, p, ...others] = method.split(':');
  if (name !== 'scrypt' || hash === undefined || more.length > 0 || others.length > 0) {
    throw new DigestProblem('the format is scrypt:<N>:<r>:<p>$<salt>$<hash>');
  }
  const cost = readCost(n, r, p);
  return verifier(
    cost,
    readRaw(salt, 'the salt', 1),
    isHex(hash) ? readHex(hash, 'the hash', 16, 128) : readHash(hash),
  );
}

/** Reads `$scrypt$ln=<log2 of N>,r=<r>,p=<p>$<salt>$<hash>`, both in base64: the PHC format. */
export function readScryptPhc(digest: string): Verifier {
  const [, ln, r, p, salt, hash] = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]*)\$([^$]*)$/.exec(digest) ?? [];
  if (ln === undefined) throw new DigestProblem('the format is $scrypt$ln=<log2 of N>,r=<r>,p=<p>$<salt>$<hash>');
  const N = 2 ** readNumber(ln, 'ln', 1, 20);
  return verifier(readCost(String(N), r, p), readBase64(salt, 'the salt', 1), readHash(hash));
}

function readHash(hash: string | undefined): Buffer {
  return readBase64(hash, 'the hash', 16, 128);
}

function readCost(n: string | undefined, r: string | undefined, p: string | undefined): Cost {
  const N = readNumber(n, 'N', 2, 2 ** 20);
  if (!Number.isInteger(Math.log2(N))) throw new DigestProblem('N has to be a power of two');
  return checkCost({ N, r: readNumber(r, 'r', 1, 64), p: readNumber(p, 'p', 1, 64) });
}

function checkCost({ N, r, p }: Cost): Cost {
  if (N * r <= MOST_MEMORY && N * r * p <= MOST_WORK) return { N, r, p };
  throw new DigestProblem(`N times r may be at most ${MOST_MEMORY}, and ${MOST_WORK} with p`);
}

function verifier(cost: Cost, salt: Buffer, expected: Buffer): Verifier {
  return async (password) =>
    timingSafeEqual(await derive(password, salt, expected.length, { ...cost, maxmem: MAX_MEM }), expected);
}
