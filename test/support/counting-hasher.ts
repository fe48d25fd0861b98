import type { PasswordHasher } from '../../src/server/factors/password/password-hasher.ts';
import { quickHasher } from './quick-hasher.ts';

export interface CountingHasher extends PasswordHasher {
  hashes: number;
  verifications: number;
  /** Number of hashes that were computed without an account. */
  pretences: number;
}

/** Returns a hasher that counts its calls. */
export function countingHasher(): CountingHasher {
  const real = quickHasher();
  const counting: CountingHasher = {
    hashes: 0,
    verifications: 0,
    pretences: 0,
    isOutdated: real.isOutdated,
    admit: (work) =>
      real.admit((argon) =>
        work({
          hash: (password) => {
            counting.hashes++;
            return argon.hash(password);
          },
          verify: (phc, password) => {
            counting.verifications++;
            return argon.verify(phc, password);
          },
          pretend: (password) => {
            counting.pretences++;
            return argon.pretend(password);
          },
        }),
      ),
  };
  return counting;
}
