/** The API's error codes for a failed sign-in at a provider. */
export type OAuthErrorCode =
  | 'oauth_config_missing'
  | 'oauth_access_denied'
  | 'authorization_state_invalid'
  | 'oauth_fetch_user_error'
  | 'oauth_token_exchange_error';

/**
 * A failed step at a provider. The message is for the operator's log, and holds no codes, tokens or secrets. The error
 * of the library is never its cause, because it may hold whole responses.
 */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly code: OAuthErrorCode;

  /** @param reason for the log */
  constructor(code: OAuthErrorCode, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** Runs a step. An error that it throws becomes an {@link OAuthError} with `code`, unless it is one already. */
export async function asOAuthError<T>(code: OAuthErrorCode, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw error instanceof OAuthError ? error : new OAuthError(code, reasonOf(error));
  }
}

/** Returns the first line of a message, which names hosts and claims but no values, with the provider's error code. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { error: given } = error as { error?: unknown };
  const code = typeof given === 'string' && /^[a-z_]{1,40}$/.test(given) ? ` (${given})` : '';
  return (error.message.split('\n')[0] ?? '').slice(0, 200) + code;
}
