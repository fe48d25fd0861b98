import { ApiError } from '../http/errors.ts';
import type { UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';

/**
 * Locks a user at the beginning of a transaction that lets somebody in, or adds a way in. A change of the password comes
 * wholly before it or wholly after it: before it, what was judged since is worth nothing, since it may be of the one
 * against whom the password was changed; after it, the change sees all that was written.
 *
 * @param user as it was when the request was judged
 * @throws {ApiError} `client_state_invalid` when the password was changed since
 */
export async function lockUnchanged(
  tx: StorageOps,
  user: Pick<UserRow, 'id' | 'password_updated_at'>,
  now: number,
): Promise<void> {
  const present = await tx.updateUser(user.id, {}, now);
  if (present?.password_updated_at !== user.password_updated_at) throw new ApiError('client_state_invalid');
}
