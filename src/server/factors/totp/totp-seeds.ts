import { createHmac } from 'node:crypto';
import { deriveKey } from '../../keys/master-key.ts';
import { seal, unseal } from '../../keys/seal.ts';

/** Characters of the key id, which tells a few keys apart. */
const KEY_ID_LENGTH = 8;

/** Encrypts the seeds of authenticator apps, so that the database alone does not reveal them. */
export interface TotpSeeds {
  /** Encrypts a seed for storage: the key id, then AES-256-GCM with the user's id as associated data. */
  seal(seed: string, userId: string): string;
  /** Decrypts a seed; undefined when it was sealed with another key, for another user, or was changed. */
  unseal(sealed: string, userId: string): string | undefined;
}

/** Creates the encryption of seeds. @param secret the master key of the instance, 32 bytes */
export function createTotpSeeds(secret: Uint8Array): TotpSeeds {
  const key = deriveKey(secret, 'totp-seeds');
  const keyId = createHmac('sha256', key).update('key id').digest('base64url').slice(0, KEY_ID_LENGTH);
  return {
    seal: (seed, userId) => `${keyId}.${seal(seed, key, contextOf(userId))}`,
    unseal(sealed, userId) {
      const [id, text] = [sealed.slice(0, KEY_ID_LENGTH), sealed.slice(KEY_ID_LENGTH + 1)];
      return id === keyId ? unseal(text, key, contextOf(userId)) : undefined;
    },
  };
}

/** Binds a seed to its user: copied to the row of another user, it cannot be decrypted. */
function contextOf(userId: string): string {
  return `totp ${userId}`;
}
