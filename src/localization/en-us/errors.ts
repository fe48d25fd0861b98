import { addModifiers } from '../translate.ts';
import type { ErrorTexts, TextTree } from '../types.ts';
import { wait } from '../wait-modifier.ts';
import { common } from './common.ts';

addModifiers({ wait });

const texts = {
  ...common.unstable__errors,
  // Sign-in
  form_identifier_not_found: 'There is no account with these details. Check the spelling, or sign up.',
  form_password_incorrect: 'That password does not match. Check it and try again.',
  form_password_or_identifier_incorrect: 'These details do not match an account. Check both and try again.',
  form_code_incorrect: 'That code does not match. Check the newest email and try again.',
  form_param_nil__email_address: 'Enter your email address.',
  form_param_nil__password: 'Enter your password.',
  form_param_nil__code: 'Enter the 6-digit code.',
  form_param_format_invalid__code: 'The code has 6 digits.',
  too_many_requests:
    "Too many tries in a short time. {{ retryAfter | wait('en-US', 'Try again %.', 'Wait a moment, then try again.') }}",
  user_locked:
    "This account is locked after too many tries. {{ retryAfter | wait('en-US', 'Try again %.', 'Try again later.') }}",
  verification_expired: 'That code is too old. Send a new one.',
  verification_failed: 'Too many wrong codes. Send a new one.',
  // Access
  authentication_invalid: 'Your sign-in is no longer valid. Sign in again.',
  signed_out: 'You are signed out. Sign in again.',
  authorization_invalid: 'Your account is not allowed to do this.',
  session_reverification_required: 'Confirm that it is you before you go on.',
  client_not_found: 'This browser was not recognised. Reload the page and try again.',
  resource_not_found: 'That no longer exists. Reload the page and try again.',
  method_not_allowed: 'The server does not offer this action.',
  host_invalid: 'This address does not belong to the application.',
  origin_invalid: 'This page is not allowed to sign people in.',
  origin_missing: 'The browser did not say which page is asking. Try another browser.',
  unsupported_content_type: 'The server could not read the request.',
  request_body_too_large: 'That is too much text.',
  request_body_invalid: 'The server could not read the request.',
  // Forms
  form_identifier_exists: 'This is taken already. Use another one, or sign in.',
  form_identifier_exists__email_address: 'There is an account with this email address already. Sign in instead.',
  form_identifier_exists__username: 'This username is taken. Try another one.',
  form_password_pwned: 'This password was found in a data breach. Choose another one.',
  form_password_length_too_short: 'This password is too short. Make it longer.',
  form_password_length_too_long: 'This password is too long. Make it shorter.',
  form_password_size_in_bytes_exceeded: 'This password is too long. Make it shorter.',
  form_password_no_lowercase: 'Add a lowercase letter to the password.',
  form_password_no_uppercase: 'Add an uppercase letter to the password.',
  form_password_no_number: 'Add a number to the password.',
  form_password_no_special_char: 'Add a special character to the password.',
  form_password_not_strong_enough: 'This password is easy to guess. Choose a longer one.',
  form_password_matches_identifier: 'The password is the same as your email address or username. Choose another one.',
  form_username_invalid_character: 'Use only letters, numbers, hyphens and underscores.',
  form_username_invalid_length: 'This username is too short or too long.',
  form_username_needs_non_number_char: 'Add at least one letter to the username.',
  form_param_missing: 'Fill in this field to continue.',
  form_param_format_invalid__email_address: 'Enter an email address such as name@example.com.',
  form_param_value_invalid: 'This value cannot be used here.',
  form_param_type_invalid: 'This value cannot be used here.',
  form_param_duplicate: 'This was given more than once.',
  form_param_max_length_exceeded: 'This is too long. Make it shorter.',
  form_conditional_param_disallowed: 'This field does not belong here.',
  // Sign-in and sign-up
  strategy_for_user_invalid: 'This account cannot sign in that way. Use another method.',
  session_exists: 'You are signed in already.',
  identifier_already_signed_in: 'You are signed in with this account already.',
  client_state_invalid: 'This step is no longer valid. Start again.',
  user_banned: 'This account is blocked. Get in touch with support.',
  // Verification
  verification_missing: 'Nothing waits for this code. Send a new one.',
  verification_not_sent: 'The code could not be sent. Try again in a moment.',
  verification_already_verified: 'This is verified already.',
  verification_strategy_invalid: 'This cannot be verified that way.',
  verification_code_too_many_requests:
    "Too many wrong codes. {{ retryAfter | wait('en-US', 'Try again %.', 'Wait a while, then send a new one.') }}",
  // Account
  identification_deletion_failed: 'Your only way to sign in cannot be removed.',
  // Other
  feature_not_enabled: 'This is turned off for the application.',
  maintenance_mode: 'Maintenance is under way. Try again in a few minutes.',
  service_unavailable: "The server is busy. {{ retryAfter | wait('en-US', 'Try again %.', 'Try again in a moment.') }}",
  internal_clerk_error: 'Something failed on the server. Try again in a moment.',
  // Raised by the browser
  attempt_expired: 'This took too long, or was finished elsewhere. Start again.',
  sign_in_step_unsupported: 'This account needs a step that cannot be done here.',
  clerk_offline: 'You are offline. Connect to the internet, then try again.',
  api_unreachable: 'The sign-in server cannot be reached. Check your network, then try again.',
} satisfies ErrorTexts & Record<string, string>;

/** A text for every error code, loaded when the first unknown one is met. */
export const errors: TextTree = { unstable__errors: texts };
