import { ApiError } from '../http/errors.ts';
import type { UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';

/**
 * Locks a user at the beginning of a transaction, so that parallel changes run one after the other and each sees what
 * the one before it wrote.
 *
 * @param whenGone the error when the user was deleted
 * @returns the user as it is now
 * @throws {ApiError} `authentication_invalid` when the user was deleted
 */
export async function lockUser(
  tx: StorageOps,
  userId: string,
  now: number,
  whenGone: 'authentication_invalid' | 'resource_not_found' = 'authentication_invalid',
): Promise<UserRow> {
  const user = await tx.updateUser(userId, {}, now);
  if (!user) throw new ApiError(whenGone);
  return user;
}

/**
 * Locks a user at the beginning of a transaction that signs in or adds a sign-in method. A password change then runs
 * entirely before or entirely after it. If the change came first, the proof behind this transaction no longer counts:
 * the person who gave it may be the one the password was changed against. If it comes second, it sees all that was
 * written here.
 *
 * @param user the user as read before the proof was checked
 * @throws {ApiError} `client_state_invalid` when the password has changed since
 */
export async function lockUnchanged(
  tx: StorageOps,
  user: Pick<UserRow, 'id' | 'password_updated_at'>,
  now: number,
): Promise<void> {
  const present = await tx.updateUser(user.id, {}, now);
  if (present?.password_updated_at !== user.password_updated_at) throw new ApiError('client_state_invalid');
}
