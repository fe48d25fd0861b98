import { createPasswordHasher, type PasswordHasher } from '../factors/password/password-hasher.ts';

/** The least that argon2id takes: a tenth of a millisecond. Real parameters would take most of the time of a test. */
const LEAST = { m: 8, t: 1, p: 1 };

/** Creates a hasher that takes almost no time. It loads argon2 with the first password. */
export function quickPasswords(): PasswordHasher {
  let made: PasswordHasher | undefined;
  const hasher = () => (made ??= createPasswordHasher(undefined, undefined, LEAST));
  return {
    admit: (work) => hasher().admit(work),
    isOutdated: (phc) => hasher().isOutdated(phc),
  };
}
