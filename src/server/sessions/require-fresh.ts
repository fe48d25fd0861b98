import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { SignedIn } from './require-session.ts';

/** Milliseconds a proof of who it is stays fresh. */
const FRESH_MS = 600_000;

/**
 * For changes that would let a thief of a session keep the account: who it is must have been proven within the last
 * ten minutes, with the second factor where the user has one (ASVS 7.5.1).
 *
 * @throws {ApiError} 403 `session_reverification_required`
 */
export async function requireFresh(
  services: Services,
  context: RequestContext,
  { session, user }: SignedIn,
): Promise<void> {
  const { config, storage } = services;
  if (!config.reverification) return;
  const [totp] = config.secondFactors.totp ? await storage.listTotps([user.id]) : [];
  const phones = config.secondFactors.phoneCode ? await storage.listPhoneNumbers([user.id]) : [];
  const hasSecond = totp?.verified || phones.some((phone) => phone.verified && phone.reserved_for_second_factor);
  if (isFresh(session.first_factor_at, context.now) && (!hasSecond || isFresh(session.second_factor_at, context.now)))
    return;
  throw new ApiError('session_reverification_required');
}

/** Was it proven a short while ago? Both times in milliseconds; null = never. */
export function isFresh(provenAt: number | null, now: number): boolean {
  return provenAt !== null && now - provenAt < FRESH_MS;
}
