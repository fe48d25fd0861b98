/** The codes that the Frontend API answers with, and the HTTP status of each. */
export const ERROR_STATUS = {
  // Access
  authentication_invalid: 401,
  signed_out: 401,
  authorization_invalid: 403,
  session_reverification_required: 403,
  session_reverification_missing: 400,
  client_not_found: 400,
  resource_not_found: 404,
  method_not_allowed: 405,
  host_invalid: 400,
  origin_invalid: 400,
  origin_missing: 400,
  unsupported_content_type: 415,
  request_body_too_large: 413,
  request_body_invalid: 400,
  // Forms
  form_identifier_not_found: 422,
  form_identifier_exists: 422,
  form_password_incorrect: 422,
  form_password_or_identifier_incorrect: 422,
  form_password_pwned: 422,
  form_password_length_too_short: 422,
  form_password_length_too_long: 422,
  form_password_size_in_bytes_exceeded: 422,
  form_password_no_lowercase: 422,
  form_password_no_uppercase: 422,
  form_password_no_number: 422,
  form_password_no_special_char: 422,
  form_password_not_strong_enough: 422,
  form_password_matches_identifier: 422,
  form_code_incorrect: 422,
  form_username_invalid_character: 422,
  form_username_invalid_length: 422,
  form_username_needs_non_number_char: 422,
  form_param_nil: 422,
  form_param_missing: 422,
  form_param_format_invalid: 422,
  form_param_value_invalid: 422,
  form_param_type_invalid: 422,
  form_param_duplicate: 422,
  form_param_max_length_exceeded: 422,
  form_conditional_param_disallowed: 422,
  // Sign-in and sign-up
  strategy_for_user_invalid: 400,
  session_exists: 400,
  identifier_already_signed_in: 400,
  session_quota_exceeded: 403,
  identification_quota_exceeded: 422,
  client_state_invalid: 400,
  user_locked: 403,
  user_banned: 403,
  too_many_requests: 429,
  // Verification
  verification_expired: 400,
  verification_failed: 400,
  verification_missing: 400,
  verification_not_sent: 400,
  verification_already_verified: 400,
  verification_strategy_invalid: 400,
  verification_code_too_many_requests: 429,
  // Account
  identification_deletion_failed: 400,
  avatar_file_size_exceeded: 413,
  avatar_file_type_invalid: 422,
  user_delete_self_not_enabled: 403,
  // Sign-in and sign-up, further
  account_transfer_invalid: 400,
  identification_claimed: 400,
  no_second_factors: 400,
  not_allowed_access: 403,
  sign_up_mode_restricted: 403,
  sign_up_restricted_waitlist: 403,
  captcha_invalid: 400,
  captcha_not_enabled: 400,
  captcha_missing_token: 400,
  requires_captcha: 401,
  legal_not_accepted: 422,
  // Links
  verification_link_token_invalid: 400,
  verification_link_token_expired: 400,
  sign_in_email_link_not_same_client: 403,
  // Tickets
  ticket_invalid_code: 400,
  ticket_expired_code: 400,
  sign_in_token_already_used_code: 400,
  sign_in_token_revoked_code: 400,
  invitation_account_not_exists: 400,
  invitation_account_exists: 400,
  invitation_already_accepted: 400,
  revoked_invitation: 400,
  // Providers
  external_account_not_found: 404,
  external_account_exists: 400,
  external_account_email_address_verification_required: 400,
  oauth_access_denied: 403,
  oauth_token_exchange_error: 400,
  oauth_fetch_user_error: 400,
  oauth_config_missing: 400,
  authorization_state_invalid: 400,
  // Methods of an account
  totp_already_enabled: 400,
  backup_codes_not_available: 400,
  no_password_set: 400,
  password_required: 400,
  form_new_password_matches_current: 422,
  passkey_already_exists: 400,
  passkey_not_registered: 422,
  passkey_invalid: 422,
  web3_signature_invalid: 422,
  form_param_value_disabled: 400,
  form_email_address_blocked: 422,
  form_password_compromised: 422,
  unsupported_country_code: 422,
  waitlist_not_accepting_entries: 403,
  // Other
  feature_not_enabled: 403,
  maintenance_mode: 503,
  service_unavailable: 503,
  internal_clerk_error: 500,
} as const satisfies Record<string, number>;

/** The codes that the Frontend API answers with. */
export type ApiErrorCode = keyof typeof ERROR_STATUS;

/**
 * The codes that only code of the application gets, from the Backend API or when it asks for a token, and the HTTP status
 * of each. No form shows them, so no locale has a text for them.
 */
export const BACKEND_ERROR_STATUS = {
  clerk_key_invalid: 401,
  insufficient_scope: 403,
  setting_read_only: 403,
  origin_authorization_headers_conflict: 400,
  cookie_authorization_headers_conflict: 400,
  form_param_unknown: 422,
  duplicate_record: 400,
  waitlist_entry_status_invalid: 409,
  form_password_digest_invalid_code: 422,
  // 400, because clients take 401, 404 and 422 of a token request for the end of the session.
  token_too_large: 400,
  token_claims_invalid: 400,
} as const satisfies Record<string, number>;

/** The codes that only code of the application gets. */
export type BackendErrorCode = keyof typeof BACKEND_ERROR_STATUS;

/** The codes that the server answers with. */
export type ServerErrorCode = ApiErrorCode | BackendErrorCode;

/** The codes that the browser raises itself. */
export type ClientErrorCode =
  // Connection and browser
  | 'network_error'
  | 'clerk_offline'
  | 'api_unreachable'
  | 'cookies_blocked'
  | 'frame_cookies_blocked'
  | 'restricted_frame'
  | 'captcha_unavailable'
  | 'unexpected'
  // Attempts
  | 'attempt_expired'
  | 'factor_not_found'
  | 'sign_in_step_unsupported'
  | 'sign_up_step_unsupported'
  | 'reverification_cancelled'
  // OAuth
  | 'sso_callback_missing'
  | 'provider_url_missing'
  | 'popup_blocked'
  | 'popup_closed'
  // Passkeys, as clerk-js names them
  | 'passkey_not_supported'
  | 'passkey_invalid_rpID_or_domain'
  | 'passkey_operation_aborted'
  | 'passkey_registration_cancelled'
  | 'passkey_registration_failed'
  | 'passkey_retrieval_cancelled'
  | 'passkey_retrieval_failed'
  // Wallets
  | 'web3_missing_identifier'
  | 'web3_signature_request_rejected'
  | 'web3_request_pending'
  | 'web3_request_aborted'
  | 'web3_wallet_unavailable'
  | 'web3_wallet_unsupported'
  | 'web3_wallet_failed'
  // Calls of the page's own code
  | 'not_loaded'
  | 'session_not_found'
  | 'components_missing'
  | 'feature_unavailable';

/** Every code that this package raises. Each has a text in every complete locale. */
export type ErrorCode = ApiErrorCode | ClientErrorCode;

/** Codes of Clerk's hosted API that the client acts on. The server of this package does not answer with them. */
export type HostedErrorCode = 'dev_browser_unauthenticated' | 'user_deactivated';

/**
 * Any other code: Clerk's hosted API has more of them, and a newer server may have new ones. TypeScript cannot say
 * "any string but these", so this pattern stands for it. No code contains a blank, so no literal in our code fits it.
 */
export type UnlistedErrorCode = `unlisted ${string}`;

/**
 * A code as it comes off the wire. It may be one that is not listed here, and still a typo in a comparison does not
 * compile.
 */
export type WireErrorCode = ErrorCode | BackendErrorCode | HostedErrorCode | UnlistedErrorCode;
