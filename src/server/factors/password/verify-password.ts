import type { Argon } from './password-hasher.ts';

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
