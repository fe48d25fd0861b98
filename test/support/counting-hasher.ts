import { createPasswordHasher, type PasswordHasher } from '../../src/server/passwords/password-hasher.ts';

export interface CountingHasher extends PasswordHasher {
  hashes: number;
  verifications: number;
  /** Work done for nobody's password. */
  pretences: number;
}

/** A real hasher that counts what it is asked to do. */
export function countingHasher(): CountingHasher {
  const real = createPasswordHasher();
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
