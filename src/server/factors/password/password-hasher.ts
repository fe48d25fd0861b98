import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { ApiError } from '../../http/errors.ts';

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. About 13 ms. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Value of `Algorithm.Argon2id`, whose const enum cannot be imported. */
const ARGON2ID = 2;
/** Waiting hashes per core; the last of them starts within about a second. */
const QUEUE_PER_CORE = 50;
const BUSY_RETRY_MS = 1_000;

/** Hashing as it may be used by somebody who holds a place in the queue. */
export interface Argon {
  /** PHC string of a new hash. */
  hash(password: string): Promise<string>;
  verify(phc: string, password: string): Promise<boolean>;
  /** The work of a verification, for an account that does not exist. */
  pretend(password: string): Promise<void>;
}

export interface PasswordHasher {
  /**
   * Takes a place in the queue for the time of `work`. At most one hash per core runs at a time.
   *
   * @throws {ApiError} 429 when the queue is full, before anything was done
   */
  admit<T>(work: (argon: Argon) => Promise<T>): Promise<T>;
  /** The hash was made with other parameters than the current ones. */
  isOutdated(phc: string): boolean;
}

/**
 * argon2id behind a bounded queue.
 *
 * Texts are hashed byte for byte as UTF-8; in which form a password comes here, see `normalizePassword`.
 *
 * @param cores hashes at the same time
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
      // The turn is handed on, so that nobody who comes in between can take it.
      if (next) next();
      else running--;
    }
  };
  const hashNow = (password: string): Promise<string> =>
    hash(password, { ...PARAMETERS, algorithm: ARGON2ID as never });
  // Made at once, so that the first unknown user does not take twice as long as a known one.
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
