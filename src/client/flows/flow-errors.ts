import type { ErrorCode, WireErrorCode } from '../../protocol/error-codes.ts';
import { toCamelCase } from '../../protocol/letter-case.ts';
import { type FlowError, firstError, isClerkAPIResponseError, isClerkRuntimeError } from '../errors.ts';
import type { FlowErrors } from './types.ts';

/**
 * Splits a failure into errors of form fields and one error of the whole form.
 *
 * @param fields names of the fields that are shown: an error of any other one becomes the error of the whole form. All
 *   fields by default.
 * @param otherCode code for a failure that is neither the API's nor the client's
 */
export function toFlowErrors(
  error: unknown,
  fields?: readonly string[],
  otherCode: ErrorCode = 'internal_clerk_error',
): FlowErrors {
  if (!isClerkAPIResponseError(error)) return globalError(codeOf(error) ?? otherCode, messageOf(error));
  const byField: Record<string, FlowError> = {};
  let global: FlowError | null = null;
  const { retryAfter } = error;
  for (const each of error.errors as readonly FlowError[]) {
    // Lets the text say how long to wait.
    const item = retryAfter ? { ...each, meta: { ...each.meta, retryAfter } } : each;
    const field = fieldOf(item, fields);
    if (field) byField[field] ??= item;
    else global ??= item;
  }
  return Object.freeze({ fields: Object.freeze(byField), global });
}

/** Returns errors with one for the whole form. */
export function globalError(code: WireErrorCode, message: string): FlowErrors {
  return Object.freeze({ fields: {}, global: { code, message, longMessage: message, meta: {} } });
}

/** Returns errors with one for a field. */
export function fieldError(field: string, error: FlowError): FlowErrors {
  return Object.freeze({ fields: { [field]: error }, global: null });
}

/** Codes for an attempt that no longer exists: it was abandoned, finished, or belongs to an earlier client. */
const OVER: readonly WireErrorCode[] = [
  'resource_not_found',
  'client_not_found',
  'client_state_invalid',
  'attempt_expired',
];

/** Returns whether a call failed because its attempt no longer exists. */
export function isOver(error: unknown): boolean {
  const code = firstError(error)?.code ?? codeOf(error);
  return code !== undefined && OVER.includes(code);
}

function fieldOf({ code, meta }: FlowError, fields: readonly string[] | undefined): string | undefined {
  const named = meta.paramName && toCamelCase(meta.paramName);
  if (!fields) return named;
  // The API names no field for a code that has expired or was used.
  const field = named ?? (/^(verification_|form_code_)/.test(code) ? 'code' : '');
  return fields.includes(field) ? field : undefined;
}

function codeOf(error: unknown): ErrorCode | undefined {
  return isClerkRuntimeError(error) ? error.code : undefined;
}

function messageOf(error: unknown): string {
  return isClerkRuntimeError(error) ? error.message : 'Something went wrong. Try again.';
}
