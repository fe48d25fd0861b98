import { toCamelCase } from '../../protocol/letter-case.ts';
import { type ClerkAPIError, ClerkRuntimeError, isClerkAPIResponseError, isClerkRuntimeError } from '../errors.ts';
import type { FormErrors, FutureError, GlobalError } from '../resources/types/future-state.ts';
import { noErrors } from './form-fields.ts';

/**
 * Sorts what went wrong into the fields of a form. An error that names one of the fields is shown there; when none does,
 * the failure as a whole is a global error, so that a page that shows both never shows nothing.
 *
 * @param error what a call has failed with; null when it has not
 * @param names the fields, in camelCase
 */
export function parseErrors<Field extends string>(
  error: FutureError | null,
  names: readonly Field[],
): FormErrors<Field> {
  const none = noErrors(names);
  if (!error) return none;
  const { fields } = none;
  const items = isClerkAPIResponseError(error) ? error.errors : [];
  const named = items.filter(({ meta }) => meta?.paramName !== undefined);
  for (const item of named) {
    const name = fieldOf(item);
    if (name) fields[name] = item;
  }
  return {
    fields,
    raw: named.length ? [...items] : [error],
    global: named.some(fieldOf) ? null : [asGlobal(error)],
  };

  function fieldOf({ meta }: ClerkAPIError): Field | undefined {
    const name = toCamelCase(meta.paramName ?? '') as Field;
    return names.includes(name) ? name : undefined;
  }
}

/** Returns what was thrown as an error that has a code, as all errors of this API do. */
export function toFutureError(cause: unknown): FutureError {
  const error = cause instanceof Error ? cause : new ClerkRuntimeError('unexpected', String(cause));
  if (!('code' in error)) {
    const isAnswer = isClerkAPIResponseError(error);
    const [first] = isAnswer ? error.errors : [];
    Object.assign(error, {
      code: isAnswer ? 'api_response_error' : 'unexpected',
      longMessage: first?.longMessage,
    });
  }
  return error as FutureError;
}

/** Adds the two tests that a global error has as methods. */
function asGlobal(error: FutureError): GlobalError {
  return Object.assign(error, {
    isClerkAPIResponseError: () => isClerkAPIResponseError(error),
    isClerkRuntimeError: () => isClerkRuntimeError(error),
  });
}
