import type { InstanceConfig } from '../../config/config.ts';
import { ApiError } from '../../http/errors.ts';
import { checkComplexity } from './check-complexity.ts';
import { COMMON_PASSWORDS } from './common-passwords-table.ts';

/** Passwords with more bytes are not hashed, however few characters they have. */
const MAX_BYTES = 256;
/** Shorter words are too common to compare with. */
const SHORTEST_WORD = 4;

export interface PasswordOwner {
  emailAddress?: string | null;
  username?: string | null;
}

/**
 * Checks a new password: its length, the kinds of characters that the instance requires, and whether it is easy to
 * guess.
 *
 * @returns the error, which the answer shows together with those of other fields; undefined when there is none
 */
export function checkNewPassword(
  password: string,
  config: Pick<InstanceConfig, 'password' | 'applicationName'>,
  owner: PasswordOwner,
  param = 'password',
): ApiError | undefined {
  const tooLong = checkPasswordSize(password, config, param);
  if (tooLong) return tooLong;
  const { minLength } = config.password;
  if ([...password].length < minLength) {
    return new ApiError('form_password_length_too_short', {
      param,
      longMessage: `The password needs at least ${minLength} characters.`,
    });
  }
  const [kind, ...kinds] = checkComplexity(password, config.password).map((code) => new ApiError(code, { param }));
  if (kind) return new ApiError(kind.code, { param }, kinds);
  const lower = password.toLowerCase();
  const isOwn = identifiersOf(owner).some((word) => lower === word);
  if (isOwn) return new ApiError('form_password_matches_identifier', { param });
  if (COMMON_PASSWORDS.has(lower) || COMMON_PASSWORDS.has(withoutTail(lower))) {
    return new ApiError('form_password_pwned', { param });
  }
  if (isGuessable(lower, config.applicationName)) return new ApiError('form_password_not_strong_enough', { param });
  return undefined;
}

/**
 * Checks that a password is not too long for any account, before any work is done for it.
 *
 * @param password the password as typed
 */
export function checkPasswordSize(
  password: string,
  config: Pick<InstanceConfig, 'password'>,
  param = 'password',
): ApiError | undefined {
  const { maxLength } = config.password;
  // A character has at most two code units, so a longer string is too long in any case.
  if (password.length > 2 * maxLength || [...password].length > maxLength) {
    const longMessage = `The password has at most ${maxLength} characters.`;
    return new ApiError('form_password_length_too_long', { param, longMessage });
  }
  if (Buffer.byteLength(password) > MAX_BYTES) return new ApiError('form_password_size_in_bytes_exceeded', { param });
  return undefined;
}

/** Returns the words that an attacker who knows the owner and the application tries first. */
export function wordsOf(owner: PasswordOwner, applicationName: string): string[] {
  return [...identifiersOf(owner), ...applicationName.toLowerCase().split(/[^\p{L}\p{N}]+/u)].filter(
    (word) => word.length >= SHORTEST_WORD,
  );
}

function identifiersOf({ emailAddress, username }: PasswordOwner): string[] {
  const email = emailAddress?.toLowerCase();
  return [email, email?.split('@')[0], username?.toLowerCase()].filter((word) => word !== undefined);
}

/**
 * Whether a password is one or two characters repeated, a run of the alphabet or keyboard, or the application's name.
 */
function isGuessable(lower: string, applicationName: string): boolean {
  if (new Set(lower).size <= 2) return true;
  const runs = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'];
  if (runs.some((run) => run.includes(lower) || [...run].toReversed().join('').includes(lower))) return true;
  const name = applicationName.toLowerCase();
  const words = [name, name.replace(/[^\p{L}\p{N}]/gu, '')].filter((word) => word.length >= SHORTEST_WORD);
  return words.some((word) => lower === word || withoutTail(lower) === word || lower === word + word);
}

/** Makes `summer` of `summer2024!`: users add digits and signs at the end when a password is refused. */
function withoutTail(lower: string): string {
  let end = lower.length;
  while (end > 0 && /[\d!?.@#$%*_-]/.test(lower[end - 1] as string)) end--;
  return end >= SHORTEST_WORD ? lower.slice(0, end) : lower;
}
