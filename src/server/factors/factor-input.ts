import { ApiError } from '../http/errors.ts';

/** The fields of a request that prepares a factor. Each factor reads the ones that it needs. */
export interface PrepareInput {
  /** Id of the email address that gets the code or link; undefined means the default one. */
  readonly emailAddressId?: string | undefined;
  /** Id of the phone number that gets the code; undefined means the default one. */
  readonly phoneNumberId?: string | undefined;
  /** The page that an email link, or a provider, leads back to. */
  readonly redirectUrl?: string | undefined;
  /** The page that a provider leads back to when the user is signed in then; undefined means `redirectUrl`. */
  readonly completeRedirectUrl?: string | undefined;
  /** The client can show the number that the page behind an email link asks for. */
  readonly showsNumber?: boolean | undefined;
  /** `prompt` of the authorization request (OpenID Connect Core 1.0, section 3.1.2.1). */
  readonly prompt?: string | undefined;
  /** `login_hint` of the authorization request. */
  readonly loginHint?: string | undefined;
}

/** The fields of a request that attempts a factor. Each factor reads the one that it needs. */
export interface AttemptInput {
  readonly password?: string | undefined;
  /** A code from a message, an authenticator app or a list of backup codes. */
  readonly code?: string | undefined;
  /** The answer of a passkey, as JSON text. */
  readonly publicKeyCredential?: string | undefined;
  /** The signature of a wallet. */
  readonly signature?: string | undefined;
  readonly ticket?: string | undefined;
  /** An ID token, and the text whose hash it holds; see `OneTapInput`. */
  readonly token?: string | undefined;
  readonly nonce?: string | undefined;
}

/** A request to prepare a factor. */
export interface Preparation {
  readonly strategy: string;
  readonly input: PrepareInput;
}

/** A request to attempt a factor. */
export interface FactorAttempt {
  readonly strategy: string;
  readonly input: AttemptInput;
}

/**
 * Returns the value of a field that the factor needs.
 *
 * @param param name of the form field, for the error
 * @throws {ApiError} `form_param_missing` when the request does not have it, `form_param_nil` when it is empty
 */
export function requireField(value: string | undefined, param: string): string {
  if (value === undefined) throw new ApiError('form_param_missing', { param });
  if (value === '') throw new ApiError('form_param_nil', { param });
  return value;
}
