import { modelOfDecoy } from '../../../enumeration/placeholder-rows.ts';
import { ApiError } from '../../../http/errors.ts';
import { type Argon2, loadArgon2 } from '../../../lib/argon2.ts';
import { readArgon2 } from './argon2-digest.ts';
import { readBcrypt, readBcryptPeppered, readBcryptSha256Django } from './bcrypt-digest.ts';
import { DigestProblem, type Verifier } from './digest-reader.ts';
import {
  readPbkdf2Sha1,
  readPbkdf2Sha256,
  readPbkdf2Sha256Django,
  readPbkdf2Sha512,
  readPbkdf2Sha512Hex,
} from './pbkdf2-digest.ts';
import { readMd5Phpass, readPhpass } from './phpass-digest.ts';
import { readHmacUtf16, readLdapSsha, readPlain, readSalted, readSha512Symfony } from './plain-digest.ts';
import { readScryptFirebase, readScryptPhc, readScryptWerkzeug } from './scrypt-digest.ts';

/** Reads a digest. @throws {DigestProblem} when it has another format, or would take too long to verify */
type Reader = (digest: string) => Verifier;

/** How each hasher writes its digests. The names are Clerk's, except `scrypt`. */
const READERS = {
  argon2i: (digest) => readArgon2('argon2i', digest),
  argon2id: (digest) => readArgon2('argon2id', digest),
  bcrypt: (digest) => readBcrypt(digest),
  bcrypt_peppered: readBcryptPeppered,
  bcrypt_sha256_django: readBcryptSha256Django,
  hmac_sha256_utf16_b64: readHmacUtf16,
  ldap_ssha: readLdapSsha,
  md5: (digest) => readPlain('md5', digest),
  md5_phpass: readMd5Phpass,
  md5_salted: (digest) => readSalted('md5', digest),
  pbkdf2_sha1: readPbkdf2Sha1,
  pbkdf2_sha256: readPbkdf2Sha256,
  pbkdf2_sha256_django: readPbkdf2Sha256Django,
  pbkdf2_sha512: readPbkdf2Sha512,
  pbkdf2_sha512_hex: readPbkdf2Sha512Hex,
  phpass: (digest) => readPhpass(digest),
  scrypt: readScryptPhc,
  scrypt_firebase: readScryptFirebase,
  scrypt_werkzeug: readScryptWerkzeug,
  sha256: (digest) => readPlain('sha256', digest),
  sha256_salted: (digest) => readSalted('sha256', digest),
  sha512_symfony: readSha512Symfony,
} as const satisfies Record<string, Reader>;

/** What made a digest. */
export type PasswordHasherName = keyof typeof READERS;

/** The hashers whose digests the server verifies. */
export const PASSWORD_HASHERS = Object.keys(READERS) as readonly PasswordHasherName[];

/** Hashers whose digests begin with the name of their format. The beginnings of `pbkdf2_sha256` and of Django are alike. */
const BEGINNINGS: readonly (readonly [RegExp, PasswordHasherName])[] = [
  [/^\$argon2id\$/, 'argon2id'],
  [/^\$argon2i\$/, 'argon2i'],
  [/^\$2[aby]\$.{56}$/, 'bcrypt'],
  [/^\$2[aby]\$.{56}\$/, 'bcrypt_peppered'],
  [/^bcrypt_sha256\$/, 'bcrypt_sha256_django'],
  [/^hmac_sha256_utf16_b64\$/, 'hmac_sha256_utf16_b64'],
  [/^\{SSHA\}/i, 'ldap_ssha'],
  [/^pbkdf2_sha1\$/, 'pbkdf2_sha1'],
  [/^pbkdf2_sha512\$/, 'pbkdf2_sha512'],
  [/^pbkdf2_sha512_hex\$/, 'pbkdf2_sha512_hex'],
  [/^\$[PH]\$/, 'phpass'],
  [/^\$scrypt\$/, 'scrypt'],
  [/^\$?scrypt:/, 'scrypt_werkzeug'],
  [/^sha512_symfony\$/, 'sha512_symfony'],
];

const LONGEST = 4_096;
const COGNITO =
  'Amazon Cognito gives nobody its hashes. With this hasher Clerk asks Cognito at the first sign-in, which this server ' +
  'does not do: leave the password out, so that the users reset it.';

/**
 * Checks a digest that another system made.
 *
 * @param hasher a name of Clerk's, such as `bcrypt`
 * @returns the text to store in `users.password_hash`. It says which hasher it is of. The next right password replaces it
 * @throws {ApiError} `form_param_value_invalid` for an unknown hasher, `form_password_digest_invalid_code` for a digest
 *   that has another format or would take too long to verify
 */
export function parseDigest(hasher: string, digest: string): string {
  if (hasher === 'awscognito') throw unknownHasher(COGNITO);
  if (!isHasher(hasher)) throw unknownHasher(`Give one of ${PASSWORD_HASHERS.join(', ')}.`);
  try {
    if (digest.length > LONGEST) throw new DigestProblem(`it may have at most ${LONGEST} characters`);
    READERS[hasher](digest);
  } catch (error) {
    if (!(error instanceof DigestProblem)) throw error;
    const longMessage = `This is no digest of ${hasher}: ${error.message}.`;
    throw new ApiError('form_password_digest_invalid_code', { param: 'password_digest', longMessage });
  }
  return hasher === 'argon2id' || hasher === 'argon2i' ? digest : `${hasher}:${digest}`;
}

/** Returns the hasher that a digest names itself; undefined when it names none, such as a plain MD5. */
export function detectHasher(digest: string): PasswordHasherName | undefined {
  return BEGINNINGS.find(([beginning]) => beginning.test(digest))?.[1];
}

/** Returns a stored hash as digest and hasher, for an export. */
export function digestOf(stored: string): { digest: string; hasher: PasswordHasherName } {
  if (stored.startsWith('$'))
    return { digest: stored, hasher: stored.startsWith('$argon2i$') ? 'argon2i' : 'argon2id' };
  const [name = ''] = stored.split(':', 1);
  if (!isHasher(name)) throw new Error('A stored password hash names no hasher.');
  return { digest: stored.slice(name.length + 1), hasher: name };
}

/** Whether another system made the hash, or another version of this one. */
export function isForeign(stored: string): boolean {
  return !stored.startsWith('$argon2id$');
}

/**
 * Verifies a password against a stored hash of any hasher. The caller holds a place in the queue of password hashes.
 *
 * @param argon2 default: what this machine has
 */
export async function verifyStored(
  stored: string,
  password: string,
  argon2: Promise<Argon2> = loadArgon2(),
): Promise<boolean> {
  const model = modelOfDecoy(stored);
  if (model !== undefined) {
    await verifyStored(model, password, argon2);
    return false;
  }
  if (!isForeign(stored)) return (await argon2).verify(stored, password);
  const { digest, hasher } = digestOf(stored);
  return READERS[hasher](digest)(password, argon2);
}

function isHasher(name: string): name is PasswordHasherName {
  return Object.hasOwn(READERS, name);
}

function unknownHasher(longMessage: string): ApiError {
  return new ApiError('form_param_value_invalid', { param: 'password_hasher', longMessage });
}
