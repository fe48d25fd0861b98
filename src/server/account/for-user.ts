import { ApiError } from '../http/errors.ts';
import type { Actor } from '../http/request-context.ts';
import { isId } from '../ids.ts';
import type { UserRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';

/**
 * A change of what belongs to a user, made by the user or by an administrator. Whether the user has to prove first who
 * they are is decided before, by `requireFresh`; an administrator is not asked.
 */
export interface ForUser extends Pick<Actor, 'ip' | 'now'> {
  readonly user: UserRow;
}

/**
 * Finds the user that an administrator changes.
 *
 * @throws {ApiError} `resource_not_found` when there is no such user
 */
export async function forUser(
  { storage }: { storage: Pick<StorageOps, 'findUser'> },
  { ip, now }: Pick<Actor, 'ip' | 'now'>,
  userId: string,
): Promise<ForUser> {
  const user = isId(userId) ? await storage.findUser(userId) : undefined;
  if (!user) throw new ApiError('resource_not_found');
  return { ip, now, user };
}
