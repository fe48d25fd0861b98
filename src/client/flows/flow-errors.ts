import { type FlowError, firstError, isClerkAPIResponseError, isClerkRuntimeError } from '../errors.ts';
import type { ErrorCode, WireErrorCode } from '../../protocol/error-codes.ts';
import type { FlowErrors } from './types.ts';

/**
 * Splits a failure into errors of form fields and one error of the whole form.
 *
 * @param fields names of the fields the step shows: an error of any other field is shown for the whole form
 */
export function toFlowErrors(error: unknown, fields: readonly string[]): FlowErrors {
  if (!isClerkAPIResponseError(error)) return globalError(codeOf(error), messageOf(error));
  const byField: Record<string, FlowError> = {};
  let global: FlowError | null = null;
  const { retryAfter } = error;
  for (const each of error.errors as readonly FlowError[]) {
    // The text can then say how long to wait.
    const item = retryAfter ? { ...each, meta: { ...each.meta, retryAfter } } : each;
    const field = fieldOf(item);
    if (field && fields.includes(field)) byField[field] ??= item;
    else global ??= item;
  }
  return Object.freeze({ fields: Object.freeze(byField), global });
}

/** One error above the form. */
export function globalError(code: WireErrorCode, message: string): FlowErrors {
  return Object.freeze({ fields: {}, global: { code, message, longMessage: message, meta: {} } });
}

/** One error below a field. */
export function fieldError(field: string, error: FlowError): FlowErrors {
  return Object.freeze({ fields: { [field]: error }, global: null });
}

/** What the API says when an attempt is no more: it was abandoned, finished or belongs to an earlier client. */
const OVER: readonly WireErrorCode[] = [
  'resource_not_found',
  'client_not_found',
  'client_state_invalid',
  'attempt_expired',
];

/** Did it fail because the attempt is no more? */
export function isOver(error: unknown): boolean {
  return OVER.includes(firstError(error)?.code ?? codeOf(error));
}

function fieldOf({ code, meta }: FlowError): string | undefined {
  const name = meta.paramName?.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  // An expired or used-up code concerns the code, also where the API names no field.
  return name ?? (/^(verification_|form_code_)/.test(code) ? 'code' : undefined);
}

function codeOf(error: unknown): ErrorCode {
  return isClerkRuntimeError(error) ? error.code : 'internal_clerk_error';
}

function messageOf(error: unknown): string {
  return isClerkRuntimeError(error) ? error.message : 'Something went wrong. Try again.';
}
