import type { MiddlewareHandler } from 'hono';
import type { Services } from '../../services.ts';
import type { AppEnv } from '../app-env.ts';
import type { Limits } from '../limits.ts';
import { hitRateLimit } from '../rate-limit.ts';

/**
 * Counts each request against a rate limit of the client's address.
 *
 * @throws {ApiError} 429 with `Retry-After` when the address has used the limit up
 */
export function limitRate(
  services: Pick<Services, 'storage' | 'limits'>,
  name: keyof Limits,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await hitRateLimit(services, c.get('context'), name);
    await next();
  };
}
