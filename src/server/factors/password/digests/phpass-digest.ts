import { createHash, hash as hashOnce } from 'node:crypto';
import { DigestProblem, repeat, type Verifier } from './digest-reader.ts';

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const FORMAT = /^\$[PH]\$([./0-9A-Za-z])([./0-9A-Za-z]{8})([./0-9A-Za-z]{22})$/;
/** Powers of two. WordPress takes 2^13. */
const LEAST_ROUNDS = 7;
const MOST_ROUNDS = 18;

/**
 * Reads `$P$<rounds><salt><checksum>`, the portable hash of PHP applications; phpBB begins it with `$H$`.
 *
 * @param prepare what the application did to the password before
 */
export function readPhpass(digest: string, prepare: (password: string) => string = (password) => password): Verifier {
  const [, rounds = '', salt = '', checksum] = FORMAT.exec(digest) ?? [];
  if (checksum === undefined)
    throw new DigestProblem('the format is $P$<rounds><salt><checksum>, 34 characters in all');
  const power = ALPHABET.indexOf(rounds);
  if (power < LEAST_ROUNDS || power > MOST_ROUNDS) {
    throw new DigestProblem(`it may have 2^${LEAST_ROUNDS} to 2^${MOST_ROUNDS} rounds`);
  }
  return async (password) => {
    const bytes = Buffer.from(prepare(password));
    const step = (state: Buffer) => hashOnce('md5', Buffer.concat([state, bytes]), 'buffer');
    const start = createHash('md5').update(salt).update(bytes).digest();
    return encode(await repeat(2 ** power, start, step)) === checksum;
  };
}

/** Reads phpass of the MD5 of a password in hexadecimal: applications hashed their old MD5 hashes once more. */
export function readMd5Phpass(digest: string): Verifier {
  return readPhpass(digest, (password) => hashOnce('md5', password));
}

/** Encodes bytes as phpass does: six bits each, the lowest first. */
function encode(bytes: Buffer): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = bytes.subarray(i, i + 3);
    const value = group.reduce((sum, byte, place) => sum | (byte << (8 * place)), 0);
    for (let place = 0; place <= group.length; place++) text += ALPHABET[(value >> (6 * place)) & 63];
  }
  return text;
}
