import type { ErrorTexts } from '../types.ts';

/** The errors a sign-in can meet; they travel with its first screen, the whole table comes later. */
export const signInErrors = {
  form_identifier_not_found: 'There is no account with these details. Check the spelling, or sign up.',
  form_password_incorrect: 'That password does not match. Try again or use another method.',
  form_password_or_identifier_incorrect: 'These details do not match an account. Check both and try again.',
  form_code_incorrect: 'That code does not match. Check the newest email and try again.',
  form_param_nil: 'Fill in this field to continue.',
  form_param_nil__password: 'Enter your password.',
  form_param_nil__code: 'Enter the 6-digit code.',
  form_param_format_invalid: 'Check the format, such as name@example.com.',
  form_param_format_invalid__code: 'The code has 6 digits.',
  too_many_requests: 'Too many tries in a short time. Wait a moment, then try again.',
  user_locked: 'This account is locked after too many tries. Try again later.',
  verification_expired: 'That code is too old. Send a new one.',
  verification_failed: 'Too many wrong codes. Send a new one.',
  network_error: 'No connection to the server. Check your network, then try again.',
} satisfies Partial<ErrorTexts> & Record<string, string>;
