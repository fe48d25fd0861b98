import { ApiError } from '../http/errors.ts';
import { recordEvent } from '../events/domain-events.ts';
import type { Services } from '../services.ts';
import type { SignedIn } from '../sessions/signed-in.ts';
import { MAX_METADATA } from '../users/user-fields.ts';
import { touchSessionAndClient } from './update-user.ts';

type Json = Record<string, unknown>;

/**
 * Merges a patch into the unsafe metadata of the user (RFC 7396).
 *
 * @param patch null deletes a key
 * @throws {ApiError} when the metadata would become too large
 */
export async function updateMetadata(
  { storage }: Pick<Services, 'storage'>,
  signedIn: SignedIn,
  patch: Json,
): Promise<void> {
  const { user, now } = signedIn;
  await storage.transaction(async (tx) => {
    // Writes before it reads, which locks the user: of two parallel patches the second sees what the first wrote.
    const present = await tx.updateUser(user.id, {}, now);
    const merged = JSON.stringify(mergePatch(JSON.parse(present?.unsafe_metadata ?? '{}'), patch));
    if (Buffer.byteLength(merged) > MAX_METADATA) {
      throw new ApiError('form_param_max_length_exceeded', { param: 'unsafe_metadata' });
    }
    await tx.updateUser(user.id, { unsafe_metadata: merged }, now);
    await touchSessionAndClient(tx, signedIn);
    await recordEvent(tx, signedIn, { type: 'user.updated', userId: user.id });
  });
}

/** Returns the target with a JSON merge patch applied (RFC 7396). Neither argument is changed. */
function mergePatch(target: unknown, patch: Json): Json {
  // A map, and then `fromEntries`, make own properties of all keys: none of them can reach a prototype.
  const merged = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, isObject(value) ? mergePatch(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
