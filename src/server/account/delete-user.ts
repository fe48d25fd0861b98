import { recordEvent } from '../events/domain-events.ts';
import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import { recordSecurityEvent } from '../http/security-events.ts';
import type { Services } from '../services.ts';
import { endOtherSessions } from '../sessions/end-sessions.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import { lockUser } from '../users/lock-unchanged.ts';

/**
 * Deletes the account of the user with everything in it. All their sessions end, on this browser and on others, and
 * their identifiers are free again. Every address that they have verified is told, also one that is switched off.
 *
 * @throws {ApiError} 403 `user_delete_self_not_enabled` when the settings, or an administrator for this user, do not allow it
 */
export async function deleteUser(services: Services, signedIn: SignedIn): Promise<void> {
  if (!(signedIn.user.delete_self_enabled ?? services.config.deleteSelf))
    throw new ApiError('user_delete_self_not_enabled');
  await requireFresh(services, signedIn);
  await removeUser(services, signedIn, signedIn.user.id);
}

/**
 * Deletes an account with everything in it, and tells its owner as {@link deleteUser} does. Who may do so is checked
 * before.
 *
 * @throws {ApiError} `resource_not_found` when there is no such user
 */
export async function removeUser(
  services: Pick<Services, 'storage' | 'logger'>,
  actor: Pick<Actor, 'ip' | 'now'>,
  userId: string,
): Promise<void> {
  await services.storage.transaction(async (tx) => {
    const { external_id: externalId, locale } = await lockUser(tx, userId, actor.now, 'resource_not_found');
    const emails = await tx.listEmailAddresses([userId]);
    // A password reset may have switched off those that the owner reads.
    const told = emails.filter(({ verified, suspended_at }) => verified || suspended_at !== null);
    // The clients of the sessions have to learn that their sign-in state has changed.
    await endOtherSessions(tx, actor, userId, null);
    await tx.deleteUser(userId);
    const copyTo = told.map(({ email }) => email);
    const notice = { kind: 'account_deleted', to: null, copyTo, locale } as const;
    await recordEvent(tx, actor, { type: 'user.deleted', userId, notice, externalId });
  });
  recordSecurityEvent(services, actor, 'user_deleted', { userId });
}
