import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { ApiError } from '../../http/errors.ts';

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. About 13 ms. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Value of `Algorithm.Argon2id`, whose const enum cannot be imported. */
const ARGON2ID = 2;
/** Hashes that may wait per core; the last of them starts within about a second. */
const QUEUE_PER_CORE = 50;
const BUSY_RETRY_MS = 1_000;

/** Hashing for the holder of a place in the queue. */
export interface Argon {
  /** Hashes a password. @returns the PHC string */
  hash(password: string): Promise<string>;
  verify(phc: string, password: string): Promise<boolean>;
  /** Does the work of a verification, for an account that does not exist. */
  pretend(password: string): Promise<void>;
}

export interface PasswordHasher {
  /**
   * Holds a place in the queue while `work` runs. At most one hash per core runs at a time.
   *
   * @throws {ApiError} 429 when the queue is full, before any work is done
   */
  admit<T>(work: (argon: Argon) => Promise<T>): Promise<T>;
  /** Whether the hash was made with other parameters than the current ones. */
  isOutdated(phc: string): boolean;
}

/**
 * Creates an argon2id hasher behind a bounded queue. It hashes texts byte for byte as UTF-8; see `normalizePassword`
 * for the form of passwords.
 *
 * @param cores how many hashes run at the same time
 */
export function createPasswordHasher(cores: number = availableParallelism()): PasswordHasher {
  const waiting: (() => void)[] = [];
  let admitted = 0;
  let running = 0;

  const inTurn = async <T>(run: () => Promise<T>): Promise<T> => {
    if (running >= cores) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      // The turn goes to the next in the queue, so that no later caller can take it.
      if (next) next();
      else running--;
    }
  };
  const hashNow = (password: string): Promise<string> =>
    hash(password, { ...PARAMETERS, algorithm: ARGON2ID as never });
  // Hashed now, so that the first unknown user does not take twice as long as a known one.
  const dummy = hashNow('the hash of nobody');
  dummy.catch(() => {});
  const argon: Argon = {
    hash: (password) => inTurn(() => hashNow(password)),
    verify: (phc, password) => inTurn(() => verify(phc, password)),
    async pretend(password) {
      const phc = await dummy;
      await inTurn(() => verify(phc, password));
    },
  };

  return {
    async admit(work) {
      if (admitted >= cores * (1 + QUEUE_PER_CORE)) {
        throw new ApiError('too_many_requests', { retryAfterMs: BUSY_RETRY_MS });
      }
      admitted++;
      try {
        return await work(argon);
      } finally {
        admitted--;
      }
    },
    isOutdated(phc) {
      try {
        const made = parseOptions(phc);
        return (Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[]).some((key) => made[key] !== PARAMETERS[key]);
      } catch {
        return false;
      }
    },
  };
}

/**
 * Returns a password in the form that is hashed: NFKC, as NIST SP 800-63B-4, section 3.1.1.2, requires. So it does not
 * matter whether a keyboard composes accents, which kind of space it sends, or how wide its letters are.
 */
export function normalizePassword(typed: string): string {
  return typed.normalize('NFKC');
}

/**
 * Verifies a password against the hash of an account. Old hashes are of the password as typed, before passwords were
 * normalized: they still verify, and have to be renewed.
 */
export async function verifyPassword(
  argon: Pick<Argon, 'verify'>,
  stored: string,
  typed: string,
): Promise<{ isRight: boolean; isOld: boolean }> {
  const password = normalizePassword(typed);
  if (await argon.verify(stored, password)) return { isRight: true, isOld: false };
  const isOld = password !== typed && (await argon.verify(stored, typed));
  return { isRight: isOld, isOld };
}
