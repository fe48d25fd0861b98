import type { ErrorsJSON } from '../../protocol/json/error.ts';
import { ClerkAPIResponseError } from '../errors.ts';

/**
 * Parses the body of an answer with a status of 400 or more (docs/protocol.md#errors). A body that is not the API's
 * becomes one `internal_clerk_error`.
 *
 * @param retryAfter value of the `Retry-After` header: seconds, or an HTTP date
 * @param now local milliseconds, from which an HTTP date is counted
 */
export function parseApiError(
  status: number,
  body: Partial<ErrorsJSON> | null,
  retryAfter: string | null,
  now: number,
): ClerkAPIResponseError {
  const items = Array.isArray(body?.errors) && body.errors.length ? body.errors : [UNKNOWN];
  const errors = items.map(({ code, message, long_message, meta }) => ({
    code,
    message,
    longMessage: long_message ?? message,
    meta: {
      ...meta,
      ...(meta?.param_name !== undefined && { paramName: meta.param_name }),
      ...(meta?.session_id !== undefined && { sessionId: meta.session_id }),
    },
  }));
  return new ClerkAPIResponseError(status, errors, parseRetryAfter(retryAfter, now), body?.clerk_trace_id);
}

const UNKNOWN: ErrorsJSON['errors'][number] = {
  code: 'internal_clerk_error',
  message: 'Something went wrong.',
  long_message: 'Something went wrong. Try again.',
};

function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (!value) return undefined;
  const seconds = Number(value);
  const wait = Number.isNaN(seconds) ? Math.ceil((Date.parse(value) - now) / 1000) : seconds;
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
