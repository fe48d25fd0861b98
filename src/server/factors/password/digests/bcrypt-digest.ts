import { hash } from 'node:crypto';
import { DigestProblem, type Verifier } from './digest-reader.ts';

/** One more doubles the time. 15 takes seconds. */
const MOST_COST = 15;
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const DJANGO = 'bcrypt_sha256$';
/** Characters of a bcrypt hash. */
const LENGTH = 60;
const LONGEST_PEPPER = 1_024;

/** Reads `$2b$<cost>$<salt and hash>`. */
export function readBcrypt(digest: string, prepare: (password: string) => string = (password) => password): Verifier {
  const cost = BCRYPT.exec(digest)?.[1];
  if (!cost)
    throw new DigestProblem('the format is $2a$, $2b$ or $2y$, then <cost>$<salt and hash>, 60 characters in all');
  if (Number(cost) < 4 || Number(cost) > MOST_COST)
    throw new DigestProblem(`the cost has to be from 4 to ${MOST_COST}`);
  return async (password) => {
    const { verifyBcrypt } = await import('../../../lib/bcrypt.ts');
    return verifyBcrypt(digest, prepare(password));
  };
}

/** Reads `bcrypt_sha256$$2b$<cost>$<salt and hash>` of Django: bcrypt of SHA-256 in hexadecimal. */
export function readBcryptSha256Django(digest: string): Verifier {
  if (!digest.startsWith(DJANGO)) throw new DigestProblem(`the format is ${DJANGO}$2b$<cost>$<salt and hash>`);
  return readBcrypt(digest.slice(DJANGO.length), (password) => hash('sha256', password));
}

/** Reads `$2a$<cost>$<salt and hash>$<pepper>` of Devise: the pepper follows the password. */
export function readBcryptPeppered(digest: string): Verifier {
  const pepper = digest.slice(LENGTH + 1);
  if (digest[LENGTH] !== '$' || pepper === '' || pepper.length > LONGEST_PEPPER) {
    throw new DigestProblem('the format is $2a$<cost>$<salt and hash>$<pepper>');
  }
  return readBcrypt(digest.slice(0, LENGTH), (password) => `${password}${pepper}`);
}
