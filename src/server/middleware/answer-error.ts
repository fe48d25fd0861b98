import { randomBytes } from 'node:crypto';
import type { AppContext } from '../app-env.ts';
import { ApiError, presentErrors } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { StorageUnavailable, TransactionConflict } from '../storage/storage-errors.ts';

const STORAGE_RETRY_MS = 2_000;

/** Turns whatever was thrown into an answer. What was not meant to be seen is logged under the answer's trace id. */
export function answerError(logger: Logger): (error: Error, c: AppContext) => Response {
  return (error, c) => {
    const traceId = randomBytes(16).toString('hex');
    const known = toApiError(error);
    if (known.status >= 500) log(logger, error, traceId, c.env.path);
    if (known.retryAfterMs !== undefined) c.header('Retry-After', String(Math.ceil(known.retryAfterMs / 1000)));
    return c.json(presentErrors(known.items, traceId), known.status as 400);
  };
}

function toApiError(error: Error): ApiError {
  if (error instanceof ApiError) return error;
  // A transaction that lost against others each time: they will be done soon.
  if (error instanceof StorageUnavailable || error instanceof TransactionConflict) {
    return new ApiError('service_unavailable', { retryAfterMs: STORAGE_RETRY_MS });
  }
  return new ApiError('internal_clerk_error');
}

/** Messages of drivers may quote values, so of other people's errors only the place is written down. */
function log(logger: Logger, error: Error, traceId: string, path: string): void {
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  logger.error('A request failed.', {
    traceId,
    path,
    error: error.name,
    at: at?.slice(0, 8).map((line) => line.trim()),
  });
}
