import type { ApiErrorCode } from '../../../protocol/error-codes.ts';

/**
 * The kinds of characters that a new password needs. All are off by default, as NIST SP 800-63B-4, 3.1.1.2 requires.
 */
export interface ComplexityRules {
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSpecialChar: boolean;
  /** The characters that count as special; empty: every character that is no letter or digit. */
  readonly allowedSpecialCharacters: string;
}

/** Returns a code for each rule that the password breaks. Letters and digits of every script count. */
export function checkComplexity(password: string, rules: ComplexityRules): ApiErrorCode[] {
  const codes: ApiErrorCode[] = [];
  if (rules.requireLowercase && !/\p{Ll}/u.test(password)) codes.push('form_password_no_lowercase');
  if (rules.requireUppercase && !/\p{Lu}/u.test(password)) codes.push('form_password_no_uppercase');
  if (rules.requireNumbers && !/\p{Nd}/u.test(password)) codes.push('form_password_no_number');
  if (rules.requireSpecialChar && !hasSpecial(password, rules.allowedSpecialCharacters)) {
    codes.push('form_password_no_special_char');
  }
  return codes;
}

function hasSpecial(password: string, allowed: string): boolean {
  if (allowed === '') return /[^\p{L}\p{M}\p{N}]/u.test(password);
  const special = new Set(allowed);
  return [...password].some((character) => special.has(character));
}
