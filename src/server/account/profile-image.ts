import { recordEvent } from '../events/domain-events.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import type { SignedIn } from '../sessions/signed-in.ts';
import type { UserPatch } from '../storage/tables/users-table.ts';
import type { StorageOps } from '../storage/storage.ts';
import { lockUser } from '../users/lock-unchanged.ts';
import type { ForUser } from './for-user.ts';
import { touchSessionAndClient } from './update-user.ts';

/**
 * Stores a picture of the user in place of the one they had. Its id is new, so its URL is too, and no cache shows the
 * old one.
 *
 * @param webp made by the {@link Services.pictures encoder}
 * @returns the id of the picture
 */
export async function setProfileImage(services: Services, by: SignedIn | ForUser, webp: Uint8Array): Promise<string> {
  const id = newId('img');
  const { user, now } = by;
  await change(services, by, { profile_image_id: id, hides_provider_image: false }, (tx) =>
    tx.replaceProfileImage({ id, user_id: user.id, webp, created_at: now }),
  );
  return id;
}

/** Removes the picture of the user. That of a connected account is not shown any more either. */
export async function removeProfileImage(services: Services, by: SignedIn | ForUser): Promise<void> {
  await change(services, by, { profile_image_id: null, hides_provider_image: true }, (tx) =>
    tx.deleteProfileImage(by.user.id),
  );
}

async function change(
  { storage }: Services,
  by: SignedIn | ForUser,
  patch: UserPatch,
  work: (tx: StorageOps) => Promise<void>,
): Promise<void> {
  const { user, now } = by;
  await storage.transaction(async (tx) => {
    // The user comes first, so that the id and the picture of two parallel uploads match.
    await lockUser(tx, user.id, now);
    await tx.updateUser(user.id, patch, now);
    await work(tx);
    if ('session' in by) await touchSessionAndClient(tx, by);
    await recordEvent(tx, by, { type: 'user.updated', userId: user.id });
  });
}
