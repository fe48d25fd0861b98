import { availableParallelism } from 'node:os';
import { ApiError } from '../../http/errors.ts';
import { type Argon2, type Argon2Cost, costOf, loadArgon2 } from '../../lib/argon2.ts';
import { isForeign, verifyStored } from './digests/password-digests.ts';

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. 10 to 20 ms. */
const COST = { m: 19_456, t: 2, p: 1 };
/** Hashes that may wait per core; the last of them starts within about a second. */
const QUEUE_PER_CORE = 50;
const BUSY_RETRY_MS = 1_000;

/** Hashing for the holder of a place in the queue. */
export interface Argon {
  /** Hashes a password. @returns the PHC string */
  hash(password: string): Promise<string>;
  /** Verifies a stored hash, of argon2id or of the system that the account comes from. */
  verify(stored: string, password: string): Promise<boolean>;
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
  /** Whether another system made the hash, or it was made with other parameters than the current ones. */
  isOutdated(stored: string): boolean;
}

/**
 * Creates an argon2id hasher behind a bounded queue. It hashes texts byte for byte as UTF-8; see `normalizePassword`
 * for the form of passwords.
 *
 * @param cores how many hashes run at the same time
 * @param argon2 the implementation; default: what this machine has
 * @param cost of each hash
 */
export function createPasswordHasher(
  cores: number = availableParallelism(),
  argon2: Promise<Argon2> = loadArgon2(),
  cost: Argon2Cost = COST,
): PasswordHasher {
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
  const hashNow = async (password: string): Promise<string> => (await argon2).hash(password, cost);
  const verifyNow = (stored: string, password: string) => verifyStored(stored, password, argon2);
  // Hashed now, so that the first unknown user does not take twice as long as a known one.
  const dummy = hashNow('the hash of nobody');
  dummy.catch(() => {});
  const argon: Argon = {
    hash: (password) => inTurn(() => hashNow(password)),
    verify: (stored, password) => inTurn(() => verifyNow(stored, password)),
    async pretend(password) {
      const phc = await dummy;
      await inTurn(() => verifyNow(phc, password));
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
    isOutdated(stored) {
      if (isForeign(stored)) return true;
      const made = costOf(stored);
      return made !== undefined && (made.m !== cost.m || made.t !== cost.t || made.p !== cost.p);
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
