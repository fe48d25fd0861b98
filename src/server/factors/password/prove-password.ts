import type { Argon } from './password-hasher.ts';

/**
 * A password as it is hashed: NFKC, as NIST SP 800-63B-4, section 3.1.1.2, asks for. So it does not matter whether a
 * keyboard composes letters with accents, which of the blanks it sends, or how wide its letters are.
 */
export function normalizePassword(typed: string): string {
  return typed.normalize('NFKC');
}

/**
 * Judges a password against the hash of an account. Hashes from before passwords were normalized are of what was typed
 * byte for byte; those are right still, and have to be renewed.
 */
export async function provePassword(
  argon: Pick<Argon, 'verify'>,
  stored: string,
  typed: string,
): Promise<{ isRight: boolean; isOld: boolean }> {
  const password = normalizePassword(typed);
  if (await argon.verify(stored, password)) return { isRight: true, isOld: false };
  const isOld = password !== typed && (await argon.verify(stored, typed));
  return { isRight: isOld, isOld };
}
