import { formatPhc, parsePhc } from '../../../lib/argon2.ts';
import { DigestProblem, type Verifier } from './digest-reader.ts';

/** Kibibytes of memory, passes, and the product of both, which is the time. */
const MOST = { m: 262_144, t: 64, work: 1_048_576, p: 64 };

/** Reads a digest of argon2 in PHC format. @throws {DigestProblem} for another text, or for one that costs too much */
export function readArgon2(variant: 'argon2i' | 'argon2id', digest: string): Verifier {
  const parsed = parsePhc(digest);
  // Implementations refuse what is not in its one form, such as base64 whose last bits are not zero.
  if (parsed?.variant !== variant || formatPhc(parsed) !== digest) {
    throw new DigestProblem(`the format is $${variant}$v=19$m=<kibibytes>,t=<passes>,p=<lanes>$<salt>$<hash>`);
  }
  const { m, t, p } = parsed.cost;
  const isWhole = t >= 1 && p >= 1 && m >= 8 * p && parsed.salt.length >= 8 && parsed.tag.length >= 16;
  const isShort = parsed.salt.length <= 48 && parsed.tag.length <= 64;
  if (!isWhole || !isShort) throw new DigestProblem('its salt, its hash or its cost is none of argon2');
  if (m > MOST.m || t > MOST.t || p > MOST.p || m * t > MOST.work) {
    throw new DigestProblem(`it may cost at most ${MOST.m} kibibytes, and ${MOST.work} kibibytes times passes`);
  }
  return async (password, argon2) => (await argon2).verify(digest, password);
}
