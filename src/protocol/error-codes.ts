/**
 * Every code the server answers, with its HTTP status. The server throws only these, and every
 * locale has a text for each (`Record<ErrorCode, string>`).
 */
export const ERROR_STATUS = {
  // Access
  authentication_invalid: 401,
  signed_out: 401,
  authorization_invalid: 403,
  session_reverification_required: 403,
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
  // Other
  feature_not_enabled: 403,
  maintenance_mode: 503,
  service_unavailable: 503,
  internal_clerk_error: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Codes raised by the browser itself, never by the server. */
export type ClientErrorCode = 'network_error' | 'clerk_offline' | 'api_unreachable';
