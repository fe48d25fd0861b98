import type { ClerkAPIError } from '../../client/errors.ts';

/** An error that the locale has a text for. */
export function errorOf(code: string): ClerkAPIError {
  return { code, message: '', longMessage: '', meta: {} };
}
