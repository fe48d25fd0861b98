import { recordEvent } from '../events/domain-events.ts';
import { verifyPassword } from '../factors/password/password-hasher.ts';
import { checkPasswordSize } from '../factors/password/password-policy.ts';
import { withLockout } from '../factors/with-lockout.ts';
import { ApiError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import { endOtherSessions } from '../sessions/end-sessions.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import type { StorageOps } from '../storage/storage.ts';
import { lockUnchanged, lockUser } from '../users/lock-unchanged.ts';
import type { ForUser } from './for-user.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { requireSignInMethod } from './require-sign-in-method.ts';

export interface PasswordChange {
  /** The present password; empty when the user gave none. */
  currentPassword: string;
  newPassword: string;
  /** End all sessions but the one that makes the change. */
  signOutOfOtherSessions: boolean;
}

/**
 * Changes the password of the user, or sets a first one, and tells the owner. Where the instance has reverification,
 * that replaces the present password. A present password that is given is checked anyway.
 */
export async function changePassword(
  services: Services,
  signedIn: SignedIn,
  { currentPassword, newPassword, signOutOfOtherSessions }: PasswordChange,
): Promise<void> {
  const { storage, config } = services;
  const { user, session } = signedIn;
  if (config.attributes.password === 'off') throw new ApiError('feature_not_enabled');
  await requireFresh(services, signedIn);
  await checkCurrentPassword(services, signedIn, currentPassword);
  const patch = await hashNewPassword(services, signedIn, user, { typed: newPassword, param: 'new_password' });
  await storage.transaction(async (tx) => {
    await lockUnchanged(tx, user, signedIn.now);
    await tx.updateUser(user.id, patch, signedIn.now);
    if (signOutOfOtherSessions) await endOtherSessions(tx, signedIn, user.id, session.id);
    const isFirst = user.password_hash === null;
    await recordEvent(tx, signedIn, {
      type: isFirst ? 'password.created' : 'password.updated',
      userId: user.id,
      notice: { kind: isFirst ? 'password_added' : 'password_changed' },
    });
  });
}

/**
 * Removes the password of a user who has another sign-in method, and tells the owner.
 *
 * @param currentPassword empty when the user gave none
 */
export async function removePassword(services: Services, signedIn: SignedIn, currentPassword: string): Promise<void> {
  const { storage, config } = services;
  const { user } = signedIn;
  await requireFresh(services, signedIn);
  if (user.password_hash === null) throw new ApiError('no_password_set');
  if (config.attributes.password === 'required') throw new ApiError('password_required');
  await checkCurrentPassword(services, signedIn, currentPassword);
  await storage.transaction(async (tx) => {
    await lockUnchanged(tx, user, signedIn.now);
    await clearPassword(tx, signedIn);
    await requireSignInMethod(services, tx, user.id, { code: 'password_required' });
  });
}

/**
 * Removes the password of a user for an administrator, and tells the owner. It may be the last sign-in method: the
 * administrator may be about to add another one.
 *
 * @param options.endsSessions ends all sessions of the user
 */
export async function deletePassword(
  { storage }: Pick<Services, 'storage'>,
  by: ForUser,
  { endsSessions }: { endsSessions: boolean },
): Promise<void> {
  await storage.transaction(async (tx) => {
    const user = await lockUser(tx, by.user.id, by.now, 'resource_not_found');
    if (user.password_hash !== null) await clearPassword(tx, by);
    if (endsSessions) await endOtherSessions(tx, by, user.id, null);
  });
}

async function clearPassword(tx: StorageOps, by: ForUser): Promise<void> {
  const userId = by.user.id;
  await tx.updateUser(
    userId,
    { password_hash: null, password_updated_at: by.now, password_compromised: false },
    by.now,
  );
  await recordEvent(tx, by, { type: 'password.deleted', userId, notice: { kind: 'password_removed' } });
}

async function checkCurrentPassword(services: Services, signedIn: SignedIn, typed: string): Promise<void> {
  const { user } = signedIn;
  const { config, passwords } = services;
  const stored = user.password_hash;
  if (stored === null || (typed === '' && config.reverification)) return;
  const param = 'current_password';
  if (typed === '') throw new ApiError('form_param_missing', { param });
  const tooLong = checkPasswordSize(typed, config, param);
  if (tooLong) throw tooLong;
  await passwords.admit((argon) =>
    withLockout(
      services,
      signedIn,
      user.id,
      async () => (await verifyPassword(argon, stored, typed)).isRight || undefined,
      () => new ApiError('form_password_incorrect', { param }),
    ),
  );
}
