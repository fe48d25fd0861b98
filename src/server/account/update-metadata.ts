import { applyMergePatch, type Metadata } from '../../protocol/merge-patch.ts';
import { ApiError } from '../http/errors.ts';
import { recordEvent } from '../events/domain-events.ts';
import { requireSessionTokenFits } from '../jwt-templates/session-claims.ts';
import type { Services } from '../services.ts';
import type { SignedIn } from '../sessions/signed-in.ts';
import { lockUser } from '../users/lock-unchanged.ts';
import { MAX_METADATA } from '../users/user-fields.ts';
import { touchSessionAndClient } from './update-user.ts';

/**
 * Merges a patch into the unsafe metadata of the user (RFC 7396).
 *
 * @param patch null deletes a key
 * @throws {ApiError} when the metadata would become too large
 */
export async function updateMetadata(
  services: Pick<Services, 'storage' | 'config' | 'sessionClaims'>,
  signedIn: SignedIn,
  patch: Metadata,
): Promise<void> {
  const { user, now } = signedIn;
  await services.storage.transaction(async (tx) => {
    const present = await lockUser(tx, user.id, now);
    const merged = JSON.stringify(applyMergePatch(JSON.parse(present.unsafe_metadata), patch));
    if (Buffer.byteLength(merged) > MAX_METADATA) {
      throw new ApiError('form_param_max_length_exceeded', { param: 'unsafe_metadata' });
    }
    await requireSessionTokenFits(
      { ...services, storage: tx },
      user.id,
      { unsafe_metadata: merged },
      'unsafe_metadata',
    );
    await tx.updateUser(user.id, { unsafe_metadata: merged }, now);
    await touchSessionAndClient(tx, signedIn);
    await recordEvent(tx, signedIn, { type: 'user.updated', userId: user.id });
  });
}
