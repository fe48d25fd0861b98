import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { InstanceConfig } from '../../config/config.ts';
import type { ServerErrorCode } from '../../../protocol/error-codes.ts';
import { ApiError, presentErrors } from '../errors.ts';
import type { Logger } from '../../logger.ts';
import { eventOfError, recordSecurityEvent } from '../security-events.ts';
import { OwnerGone, StorageUnavailable, TransactionConflict } from '../../storage/storage-errors.ts';
import type { Actor } from '../request-context.ts';
import { readIp } from './client-ip.ts';

/** A request to either API. */
type ErrorContext = Pick<Context<Pick<AppEnv, 'Bindings'>>, 'env' | 'req' | 'header' | 'json'> & {
  get(key: 'context'): unknown;
};

const STORAGE_RETRY_MS = 2_000;
const MAX_CAUSES = 4;
const MAX_FRAMES = 8;

/**
 * Turns an error into an answer. Unexpected errors are logged under the answer's trace id, and errors that matter to
 * the safety of accounts as security events.
 *
 * @param whenOwnerGone what to answer when the user was deleted while the request was in flight
 */
export function answerError(
  config: Pick<InstanceConfig, 'clientIpHeader'>,
  logger: Logger,
  whenOwnerGone: ServerErrorCode = 'authentication_invalid',
): (error: Error, c: ErrorContext) => Response {
  return (error, c) => {
    const traceId = randomBytes(16).toString('hex');
    const known = toApiError(error, whenOwnerGone);
    if (known.status >= 500) log(logger, error, traceId, c.env.path);
    const event = eventOfError(known.code);
    if (event) {
      // Undefined when the request was refused before it was read.
      const context = c.get('context') as Pick<Actor, 'ip'> | undefined;
      const ip = context ? context.ip : (c.env.visitorIp ?? readIp(config, c.req.raw.headers, c.env.info));
      recordSecurityEvent({ logger }, { ip }, event, { userId: known.userId, reason: known.code });
    }
    if (known.retryAfterMs !== undefined) c.header('Retry-After', String(Math.ceil(known.retryAfterMs / 1000)));
    return c.json(presentErrors(known.items, traceId), known.status as 400);
  };
}

function toApiError(error: Error, whenOwnerGone: ServerErrorCode): ApiError {
  if (error instanceof ApiError) return error;
  // A transaction that lost to others each time it ran. They will be done soon.
  if (error instanceof StorageUnavailable || error instanceof TransactionConflict) {
    return new ApiError('service_unavailable', { retryAfterMs: STORAGE_RETRY_MS });
  }
  // The user was deleted, or signed out, while the request was in flight.
  if (error instanceof OwnerGone) return new ApiError(whenOwnerGone);
  return new ApiError('internal_clerk_error');
}

function log(logger: Logger, error: Error, traceId: string, path: string): void {
  const about = { traceId, path };
  // An outage of the database or the mail server is logged where it is noticed, not once per request.
  if (error instanceof ApiError) return logger.debug?.('A request failed.', { ...about, error: error.code });
  if (error instanceof StorageUnavailable) {
    return logger.debug?.('A request failed.', { ...about, error: error.name, reason: error.message });
  }
  logger.error('A request failed.', { ...about, ...placeOf(error, MAX_CAUSES) });
}

/** Logs no messages: those of drivers may quote values. Names, codes and places are safe. */
function placeOf(error: Error, depth: number): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    ...(/^[\w-]{1,64}$/.test(String(code ?? '')) ? { code } : {}),
    at: at?.slice(0, MAX_FRAMES).map((line) => line.trim()),
    ...(error.cause instanceof Error && depth > 0 ? { cause: placeOf(error.cause, depth - 1) } : {}),
  };
}
