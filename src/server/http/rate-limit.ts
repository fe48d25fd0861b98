import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';
import { ApiError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Services } from '../services.ts';
import type { Actor } from './request-context.ts';

/**
 * Counts one hit against a rate limit of the actor's address.
 *
 * @throws {ApiError} 429 with `Retry-After` when the address has used the limit up
 */
export async function hitRateLimit(
  { storage, limits }: Pick<Services, 'storage' | 'limits'>,
  actor: Pick<Actor, 'ipBucket' | 'now'>,
  name: keyof Limits,
): Promise<void> {
  // A host application may pass on no address. One bucket for all clients would then let any client lock out all the
  // others, so nothing is counted. Limits per account and recipient still hold; `readContext` warns the operator.
  if (actor.ipBucket === null) return;
  const { max, windowMs } = limits[name];
  const verdict = await storage.hitRateLimit(`${name}:${actor.ipBucket}`, max, windowMs, actor.now);
  if (!verdict.allowed) throw new ApiError('too_many_requests', { retryAfterMs: verdict.retryAfterMs });
}

/** Takes back one hit that turned out not to count. */
export async function refundRateLimit(
  { storage }: Pick<Services, 'storage'>,
  { ipBucket }: Pick<Actor, 'ipBucket'>,
  name: keyof Limits,
): Promise<void> {
  if (ipBucket !== null) await storage.refundRateLimit(`${name}:${ipBucket}`);
}

/**
 * Counts each request of a route against a rate limit of the client's address.
 *
 * @throws {ApiError} as {@link hitRateLimit}
 */
export function limitRate(
  services: Pick<Services, 'storage' | 'limits'>,
  name: keyof Limits,
): MiddlewareHandler<AppEnv> {
  return async function limitRate(c, next) {
    await hitRateLimit(services, c.get('context'), name);
    await next();
  };
}
