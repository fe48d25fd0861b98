import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import { recordSecurityEvent } from '../http/security-events.ts';
import type { Services } from '../services.ts';
import { endOtherSessions } from '../sessions/end-sessions.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import { lockUser } from '../users/lock-unchanged.ts';

/**
 * Deletes the account of the user with everything in it. All their sessions end, on this browser and on others, and
 * their identifiers are free again. Every address that they have verified is told, also one that is switched off.
 *
 * @throws {ApiError} 403 `user_delete_self_not_enabled` when the instance does not let users delete their account
 */
export async function deleteUser(services: Services, signedIn: SignedIn): Promise<void> {
  const { storage, config } = services;
  const { user, now } = signedIn;
  if (!config.deleteSelf) throw new ApiError('user_delete_self_not_enabled');
  await requireFresh(services, signedIn);
  await storage.transaction(async (tx) => {
    await lockUser(tx, user.id, now);
    const emails = await tx.listEmailAddresses([user.id]);
    // A password reset may have switched off those that the owner reads.
    const told = emails.filter(({ verified, suspended_at }) => verified || suspended_at !== null);
    // The clients of the sessions have to learn that their sign-in state has changed.
    await endOtherSessions(tx, signedIn, user.id, null);
    await tx.deleteUser(user.id);
    const notice = { kind: 'account_deleted', to: null, copyTo: told.map(({ email }) => email) } as const;
    await recordEvent(tx, signedIn, { type: 'user.deleted', userId: user.id, notice });
  });
  recordSecurityEvent(services, signedIn, 'user_deleted', { userId: user.id });
}
