import type { ErrorCode, WireErrorCode } from '../protocol/error-codes.ts';
import type { EmailLinkErrorCode } from './email-link-error-code.ts';

export interface ClerkAPIErrorMeta {
  /** Name of the form field, in snake_case as the API sends it. */
  paramName?: string;
  sessionId?: string;
  [key: string]: unknown;
}

export interface ClerkAPIError {
  code: string;
  message: string;
  longMessage: string;
  meta: ClerkAPIErrorMeta;
}

/**
 * An API error as flows and elements handle it: comparing its code with one that does not exist does not compile.
 * Applications get `ClerkAPIError`, whose code they may compare with any string.
 */
export interface FlowError extends ClerkAPIError {
  code: WireErrorCode;
}

/** The Frontend API answered with a status of 400 or more. */
export class ClerkAPIResponseError extends Error {
  /** The type guards of Clerk's own packages check this. */
  static readonly kind = 'ClerkAPIResponseError';
  override readonly name = ClerkAPIResponseError.kind;
  readonly clerkError = true;
  readonly status: number;
  readonly errors: readonly ClerkAPIError[];
  /** Seconds to wait before the next try, when the server states them. */
  readonly retryAfter: number | undefined;
  readonly clerkTraceId: string | undefined;
  constructor(status: number, errors: readonly ClerkAPIError[], retryAfter?: number, clerkTraceId?: string) {
    super(errors[0]?.longMessage || errors[0]?.message || `Frontend API error ${status}`);
    this.status = status;
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.clerkTraceId = clerkTraceId;
  }
}

/** The client raised this error itself: there is no network, the answer is not the API's, or the call is not possible. */
export class ClerkRuntimeError extends Error {
  static readonly kind = 'ClerkRuntimeError';
  override readonly name = ClerkRuntimeError.kind;
  readonly clerkRuntimeError = true;
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An emailed link could not be used: it is expired, failed, or belongs to another browser (`client_mismatch`). */
export class EmailLinkError extends Error {
  override readonly name = 'EmailLinkError';
  readonly code: EmailLinkErrorCode;
  constructor(code: EmailLinkErrorCode) {
    super(`The email link did not work: ${code}.`);
    this.code = code;
  }
}

/**
 * Returns whether an error is an answer of the Frontend API. It checks a flag, not the class, because a page may have two
 * copies of this module: one in its own bundle and one in the script of the tag.
 *
 * @example if (isClerkAPIResponseError(error)) console.log(error.errors[0].code);
 */
export function isClerkAPIResponseError(error: unknown): error is ClerkAPIResponseError {
  const { clerkError, errors } = (error ?? {}) as Partial<ClerkAPIResponseError>;
  return clerkError === true && Array.isArray(errors);
}

/**
 * Returns whether the client raised an error itself. It checks a flag, like {@link isClerkAPIResponseError}.
 *
 * @example if (isClerkRuntimeError(error) && error.code === 'network_error') showOffline();
 */
export function isClerkRuntimeError(error: unknown): error is ClerkRuntimeError {
  return ((error ?? {}) as Partial<ClerkRuntimeError>).clerkRuntimeError === true;
}

/** Returns the first error of an answer of the API; undefined when the failure is something else. */
export function firstError(error: unknown): FlowError | undefined {
  return isClerkAPIResponseError(error) ? (error.errors[0] as FlowError | undefined) : undefined;
}

/**
 * Returns whether `handleEmailLinkVerification` rejected because the link could not be used.
 *
 * @example if (isEmailLinkError(error) && error.code === 'expired') offerNewLink();
 */
export function isEmailLinkError(error: unknown): error is EmailLinkError {
  return (error as Partial<EmailLinkError> | null)?.name === 'EmailLinkError';
}
