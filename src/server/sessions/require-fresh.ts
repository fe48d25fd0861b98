import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import { isFresh } from './session-status.ts';
import type { SignedIn } from './signed-in.ts';

/**
 * Guards the changes that would let an attacker who stole a session keep the account. The user must have proven who
 * they are within the last ten minutes, with the second factor if they have one (ASVS 7.5.1).
 *
 * @throws {ApiError} 403 `session_reverification_required`
 */
export async function requireFresh(
  { config, storage }: Pick<Services, 'config' | 'storage'>,
  { session, user, now }: SignedIn,
): Promise<void> {
  if (!config.reverification) return;
  const [totp] = config.secondFactors.totp ? await storage.listTotps([user.id]) : [];
  const phones = config.secondFactors.phoneCode ? await storage.listPhoneNumbers([user.id]) : [];
  const hasSecond = totp?.verified || phones.some((phone) => phone.verified && phone.reserved_for_second_factor);
  if (isFresh(session.first_factor_at, now) && (!hasSecond || isFresh(session.second_factor_at, now))) return;
  throw new ApiError('session_reverification_required');
}
