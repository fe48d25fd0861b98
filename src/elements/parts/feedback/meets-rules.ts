import type { FormHost } from '../../base/form-state.ts';
import { problemOf } from '../field-problem.ts';

/** Returns whether a new password has the length and the kinds of characters that the instance asks for. */
export function meetsRules({ environment }: FormHost, input: HTMLInputElement): boolean {
  const { value } = input;
  const rules = environment?.user_settings.password_settings;
  return (
    value !== '' &&
    !problemOf(input) &&
    (!rules?.require_lowercase || /\p{Ll}/u.test(value)) &&
    (!rules?.require_uppercase || /\p{Lu}/u.test(value)) &&
    (!rules?.require_numbers || /\p{Nd}/u.test(value)) &&
    (!rules?.require_special_char || hasSpecial(value, rules.allowed_special_characters))
  );
}

function hasSpecial(password: string, allowed: string | undefined): boolean {
  if (!allowed) return /[^\p{L}\p{M}\p{N}]/u.test(password);
  return [...password].some((character) => allowed.includes(character));
}
