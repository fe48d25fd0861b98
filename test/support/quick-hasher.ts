import { hash, verify } from '@node-rs/argon2';
import { isForeign, verifyStored } from '../../src/server/factors/password/digests/password-digests.ts';
import type { PasswordHasher } from '../../src/server/factors/password/password-hasher.ts';

/** Value of `Algorithm.Argon2id`, whose const enum cannot be imported. */
const ARGON2ID = 2;
/** The cheapest parameters of argon2. Real ones would take most of the time of a test. */
const LEAST = { algorithm: ARGON2ID as never, memoryCost: 8, timeCost: 1, parallelism: 1 };

/** Returns an argon2id hasher that takes almost no time and has no queue. */
export function quickHasher(): PasswordHasher {
  const dummy = hash('the hash of no account', LEAST);
  const argon = {
    hash: (password: string) => hash(password, LEAST),
    verify: (stored: string, password: string) => verifyStored(stored, password),
    pretend: async (password: string) => void (await verify(await dummy, password)),
  };
  return { admit: (work) => work(argon), isOutdated: isForeign };
}
