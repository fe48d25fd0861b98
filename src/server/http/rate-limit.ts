import { ApiError } from './errors.ts';
import type { Limits } from './limits.ts';
import type { Services } from '../services.ts';
import type { RequestContext } from './request-context.ts';

/**
 * Takes one hit of a limit that is counted per address.
 *
 * @throws {ApiError} 429 with `Retry-After` when the address had its share
 */
export async function hitRateLimit(
  { storage, limits }: Pick<Services, 'storage' | 'limits'>,
  context: RequestContext,
  name: keyof Limits,
): Promise<void> {
  // Without an address (an embedding that does not pass it on) one bucket for everybody would let anybody lock out
  // everybody. Limits per account and recipient hold all the same, and the operator is told, see `readContext`.
  if (context.ipBucket === null) return;
  const { max, windowMs } = limits[name];
  const verdict = await storage.hitRateLimit(`${name}:${context.ipBucket}`, max, windowMs, context.now);
  if (!verdict.allowed) throw new ApiError('too_many_requests', { retryAfterMs: verdict.retryAfterMs });
}

/** Gives one hit of a limit back that turned out not to count. */
export async function refundRateLimit(
  { storage }: Pick<Services, 'storage'>,
  { ipBucket }: RequestContext,
  name: keyof Limits,
): Promise<void> {
  if (ipBucket !== null) await storage.refundRateLimit(`${name}:${ipBucket}`);
}
