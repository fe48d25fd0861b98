import type { WireErrorCode } from '../../protocol/error-codes.ts';

/** Returns the code of what the browser finds wrong with the value of a field; undefined when it is right. */
export function problemOf({ validity, value, minLength }: HTMLInputElement): WireErrorCode | undefined {
  if (validity.valueMissing) return 'form_param_nil';
  if (validity.typeMismatch || validity.patternMismatch) return 'form_param_format_invalid';
  // Browsers check `minlength` only for text that was typed, not for text that was filled in.
  return value && value.length < minLength ? 'form_password_length_too_short' : undefined;
}
