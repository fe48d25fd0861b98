import { addModifiers } from '../translate.ts';
import type { ErrorTexts, TextTree } from '../types.ts';
import { wait } from '../wait-modifier.ts';
import { wrongCode } from '../wrong-code.ts';
import { common } from './common.ts';

addModifiers({ wait });

/** What an empty field is told, by the name that the API gives it. */
const EMPTY = {
  email_address: 'Enter your email address.',
  email_address_username: 'Enter your email address or username.',
  phone_number: 'Enter your phone number.',
  username: 'Enter your username.',
  password: 'Enter your password.',
  first_name: 'Enter your first name.',
  last_name: 'Enter your last name.',
};

const texts = {
  ...common.unstable__errors,
  // Sign-in
  form_identifier_not_found: 'There is no account with these details. Check the spelling.',
  form_password_incorrect: 'That password does not match. Check it and try again.',
  form_password_or_identifier_incorrect: 'These details do not match an account. Check both and try again.',
  form_code_incorrect: wrongCode('Wrong code. Use the newest one.'),
  ...named('form_param_nil'),
  ...named('form_param_missing'),
  form_param_format_invalid__code: 'The code has 6 digits.',
  too_many_requests:
    "Too many attempts in a short time. {{ retryAfter | wait('en-US', 'Try again %.', 'Wait a moment, then try again.') }}",
  user_locked:
    "This account is locked after too many attempts. {{ retryAfter | wait('en-US', 'Try again %.', 'Try again later.') }}",
  verification_expired: 'That code has expired. Send a new one.',
  verification_failed: 'Too many wrong codes. Send a new one.',
  // Access
  authentication_invalid: 'Your sign-in is no longer valid. Sign in again.',
  signed_out: 'You are signed out. Sign in again.',
  authorization_invalid: 'Only the user of this account can do this.',
  session_reverification_missing: 'This took too long. Start again.',
  session_reverification_required: 'Sign in again to confirm that it is you, then try again.',
  client_not_found: 'This browser was not recognized. Reload the page and try again.',
  resource_not_found: 'That no longer exists. Reload the page and try again.',
  method_not_allowed: 'The server does not offer this action.',
  host_invalid: 'This address does not belong to the application.',
  origin_invalid: 'This page is not allowed to sign people in.',
  origin_missing: 'The browser did not say which page is asking. Try another browser.',
  unsupported_content_type: 'The server could not read the request.',
  request_body_too_large: 'That is too much text.',
  request_body_invalid: 'The server could not read the request.',
  // Forms
  form_identifier_exists: 'This is already taken. Use another one.',
  form_identifier_exists__email_address: 'An account with this email address already exists.',
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
  form_param_format_invalid: 'Check the format and try again.',
  form_param_format_invalid__email_address: 'Enter an email address such as name@example.com.',
  form_param_value_invalid: 'This value cannot be used here.',
  form_param_type_invalid: 'This value cannot be used here.',
  form_param_duplicate: 'This was given more than once.',
  form_param_max_length_exceeded: 'This is too long. Make it shorter.',
  form_conditional_param_disallowed: 'This field is not allowed here.',
  // Sign-in and sign-up
  strategy_for_user_invalid: 'This account cannot sign in that way. Use another method.',
  session_exists: 'You are already signed in.',
  identifier_already_signed_in: 'You are already signed in with this account.',
  identification_quota_exceeded: 'An account cannot have more of these. Remove one first.',
  session_quota_exceeded: 'This browser has 10 accounts already. Sign out of one first.',
  client_state_invalid: 'This step is no longer valid. Start again.',
  user_banned: 'This account is blocked. Contact support.',
  // Verification
  verification_missing: 'No code was requested. Send a new one.',
  verification_not_sent: 'This address or number cannot receive messages. Use another one.',
  verification_already_verified: 'This is already verified.',
  verification_strategy_invalid: 'This cannot be verified that way.',
  verification_code_too_many_requests:
    "Too many wrong codes. {{ retryAfter | wait('en-US', 'Try again %.', 'Wait a while, then send a new one.') }}",
  // Account
  identification_deletion_failed: 'This is your only sign-in method. Add another one before you remove it.',
  avatar_file_size_exceeded: 'This picture is too large. Choose a smaller one.',
  avatar_file_type_invalid: 'This file is not a picture that can be used. Choose a PNG, JPEG, WebP, GIF or AVIF file.',
  user_delete_self_not_enabled: 'Accounts cannot be deleted here.',
  // Further methods
  account_transfer_invalid: 'There is nothing to transfer. Start again.',
  identification_claimed: 'Another account already uses this. Try another one.',
  no_second_factors: 'This account has no two-step verification.',
  not_allowed_access: 'You do not have access to this application. Contact its owner.',
  sign_up_mode_restricted: 'New accounts need an invitation. Open the link in yours to continue.',
  sign_up_restricted_waitlist: 'New accounts are created from the waitlist. Join it to get an invitation.',
  captcha_invalid: 'The bot check failed. Try again, or reload the page.',
  captcha_not_enabled: 'The bot check is turned off here. Reload the page.',
  captcha_missing_token: 'The bot check did not finish. Try again, or reload the page.',
  requires_captcha: 'Pass the bot check first.',
  legal_not_accepted: 'Accept the terms to continue.',
  verification_link_token_invalid: 'This link is not valid. Ask for a new one.',
  verification_link_token_expired: 'This link has expired. Ask for a new one.',
  sign_in_email_link_not_same_client: 'Open the link in the browser where you started.',
  ticket_invalid_code: 'This link is not valid. Ask for a new one.',
  ticket_expired_code: 'This link has expired. Ask for a new one.',
  sign_in_token_already_used_code: 'This link was already used. Ask for a new one.',
  sign_in_token_revoked_code: 'This link was withdrawn. Ask for a new one.',
  invitation_account_not_exists: 'There is no account for this invitation yet. Sign up with it.',
  invitation_account_exists: 'You already have an account. Sign in instead.',
  invitation_already_accepted: 'This invitation was already accepted. Sign in instead.',
  revoked_invitation: 'This invitation was withdrawn. Ask for a new one.',
  external_account_not_found: 'That identity is not connected to an account yet.',
  external_account_exists: 'That identity is already connected to an account.',
  external_account_email_address_verification_required:
    'Your account at the provider has no verified email address. Verify it there, then try again.',
  oauth_access_denied: 'You did not allow access at the provider. Try again, or use another method.',
  oauth_token_exchange_error: 'The provider could not complete this. Try again.',
  oauth_fetch_user_error: 'The provider did not say who you are. Try again.',
  oauth_config_missing: 'This sign-in method is not available here.',
  authorization_state_invalid: 'This sign-in took too long, or was started in another browser. Start again.',
  totp_already_enabled: 'An authenticator app is already set up. Remove it first.',
  backup_codes_not_available: 'Set up two-step verification first.',
  no_password_set: 'This account has no password.',
  password_required: 'A password is required here.',
  form_new_password_matches_current: 'This is your current password. Choose another one.',
  passkey_already_exists: 'This passkey is already registered.',
  passkey_not_registered: 'This passkey is not known here. Use another one, or another method.',
  passkey_invalid: 'The passkey could not be verified. Try again.',
  verification_expired__public_key_credential: 'That took too long. Try again.',
  web3_signature_invalid: 'The signature does not match this wallet. Try again.',
  form_param_value_disabled: 'This is turned off here.',
  form_email_address_blocked: 'This email address cannot be used here. Use another one.',
  form_password_compromised: 'Others may know this password. Set a new one to continue.',
  unsupported_country_code: 'Numbers of this country cannot be used here.',
  waitlist_not_accepting_entries: 'The waitlist is closed.',
  // Other
  feature_not_enabled: 'This is turned off for the application.',
  maintenance_mode: 'Maintenance is in progress. Try again in a few minutes.',
  service_unavailable: "The server is busy. {{ retryAfter | wait('en-US', 'Try again %.', 'Try again in a moment.') }}",
  internal_clerk_error: 'Something failed on the server. Try again in a moment.',
  // Raised by the browser
  web3_missing_identifier: 'There is no such wallet in this browser. Install one, or use another method.',
  web3_signature_request_rejected: 'You declined in your wallet. Try again to continue.',
  web3_request_pending: 'Your wallet has another request open. Answer that first.',
  web3_request_aborted: 'The request to your wallet was stopped. Try again.',
  web3_wallet_unavailable: 'Your wallet does not answer this page. Unlock it, then try again.',
  web3_wallet_unsupported: 'This wallet cannot sign messages. Use another one.',
  web3_wallet_failed: 'The wallet did not answer as it should. Try again.',
  captcha_unavailable: 'The bot check cannot run in this browser. Allow its script, or try another browser.',
  unexpected: 'Something went wrong. Try again in a moment.',
  attempt_expired: 'This took too long, or was finished elsewhere. Start again.',
  factor_not_found: 'This method cannot be used here. Use another one.',
  sign_in_step_unsupported: 'This account needs a step that cannot be done here.',
  sign_up_step_unsupported: 'This account needs a step that cannot be done here.',
  reverification_cancelled: 'You did not confirm that it is you. Nothing was changed.',
  sso_callback_missing: 'This form cannot open the page of a provider. Use another method.',
  provider_url_missing: 'The provider cannot be reached. Try again, or use another method.',
  popup_blocked: 'The browser did not open a window. Allow pop-ups for this site, then try again.',
  popup_closed: 'The window was closed before you were done. Try again.',
  passkey_not_supported: 'This browser cannot use passkeys here. Use another method.',
  passkey_invalid_rpID_or_domain: 'Passkeys cannot be used at this address. Use another method.',
  passkey_operation_aborted: 'The request for a passkey was stopped. Try again.',
  passkey_registration_cancelled: 'No passkey was created: the dialog was closed, or it took too long.',
  passkey_registration_failed: 'The browser could not create a passkey. Try again.',
  passkey_retrieval_cancelled: 'No passkey was used: the dialog was closed, or it took too long.',
  passkey_retrieval_failed: 'The browser could not use a passkey. Try again, or use another method.',
  clerk_offline: 'You are offline. Connect to the internet, then try again.',
  cookies_blocked:
    'This browser did not keep the cookie that signing in needs. Allow cookies for this site, or use another browser, then start again.',
  frame_cookies_blocked:
    'This browser keeps no cookies inside a page of another site. Open this page in its own tab, then start again.',
  restricted_frame: 'Signing in does not work inside this frame. Open this page in its own tab.',
  not_loaded: 'The page has not finished loading. Wait a moment, then try again.',
  session_not_found: 'This account is no longer signed in here.',
  components_missing: 'This page cannot show that form.',
  feature_unavailable: 'This is not available here.',
  api_unreachable: 'The sign-in server cannot be reached. Check your network, then try again.',
} satisfies ErrorTexts;

/** What every locale says about errors: one text for each code, and one for each code and field that has its own here. */
export type AllErrorTexts = typeof texts;

/** A text for every error code. Elements load it when they meet a code that they have no text for. */
export const errors: TextTree = { unstable__errors: texts };

/** Names the texts for empty fields after an error code. */
function named<Code extends string>(code: Code): { [Key in `${Code}__${keyof typeof EMPTY}`]: string } {
  return Object.fromEntries(Object.entries(EMPTY).map(([name, text]) => [`${code}__${name}`, text])) as never;
}
