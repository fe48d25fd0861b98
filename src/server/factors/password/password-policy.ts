import type { InstanceConfig } from '../../config/config.ts';
import { ApiError } from '../../http/errors.ts';
import { checkComplexity } from './check-complexity.ts';
import { COMMON_PASSWORDS } from './common-passwords-table.ts';

/** Bytes beyond which nothing is hashed, however few characters they are. */
const MAX_BYTES = 256;
/** Parts of an identifier shorter than this are too common to be looked for. */
const SHORTEST_WORD = 4;

export interface PasswordOwner {
  emailAddress?: string | null;
  username?: string | null;
}

/**
 * Refuses a new password that is too short, too long, without the kinds of characters the instance asks for, or easily
 * guessed.
 *
 * @returns the error, to be answered together with those of other fields
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
 * Refuses a password that no account can have, before any work is done for it.
 *
 * @param password as typed; every character counts
 */
export function checkPasswordSize(
  password: string,
  config: Pick<InstanceConfig, 'password'>,
  param = 'password',
): ApiError | undefined {
  const { maxLength } = config.password;
  // A character is at most two units of a string, so a long one need not be walked through.
  if (password.length > 2 * maxLength || [...password].length > maxLength) {
    const longMessage = `The password has at most ${maxLength} characters.`;
    return new ApiError('form_password_length_too_long', { param, longMessage });
  }
  if (Buffer.byteLength(password) > MAX_BYTES) return new ApiError('form_password_size_in_bytes_exceeded', { param });
  return undefined;
}

/** What an attacker who knows the owner and the application tries first. */
export function wordsOf(owner: PasswordOwner, applicationName: string): string[] {
  return [...identifiersOf(owner), ...applicationName.toLowerCase().split(/[^\p{L}\p{N}]+/u)].filter(
    (word) => word.length >= SHORTEST_WORD,
  );
}

function identifiersOf({ emailAddress, username }: PasswordOwner): string[] {
  const email = emailAddress?.toLowerCase();
  return [email, email?.split('@')[0], username?.toLowerCase()].filter((word) => word !== undefined);
}

/** One character over and over, one run of the alphabet or the keyboard, or the name of the application. */
function isGuessable(lower: string, applicationName: string): boolean {
  if (new Set(lower).size <= 2) return true;
  const runs = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'];
  if (runs.some((run) => run.includes(lower) || [...run].toReversed().join('').includes(lower))) return true;
  const name = applicationName.toLowerCase();
  const words = [name, name.replace(/[^\p{L}\p{N}]/gu, '')].filter((word) => word.length >= SHORTEST_WORD);
  return words.some((word) => lower === word || withoutTail(lower) === word || lower === word + word);
}

/** `summer2024!` is `summer`: digits and signs at the end are what people add when a password is refused. */
function withoutTail(lower: string): string {
  let end = lower.length;
  while (end > 0 && /[\d!?.@#$%*_-]/.test(lower[end - 1] as string)) end--;
  return end >= SHORTEST_WORD ? lower.slice(0, end) : lower;
}
