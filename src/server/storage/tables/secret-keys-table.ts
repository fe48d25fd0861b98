import type { Kysely } from 'kysely';
import type { SecretKeyRow, Tables } from '../rows.ts';

/** The most rows that `listSecretKeys` returns. */
const LISTED = 1_000;

/** The secret keys of the Backend API. */
export interface SecretKeyOps {
  insertSecretKey(row: SecretKeyRow): Promise<void>;
  /** Returns the key with this hash, unless it is revoked. */
  findSecretKeyByHash(keyHash: string): Promise<SecretKeyRow | undefined>;
  /** Lists the keys, newest first, also those that are revoked; at most 1,000. */
  listSecretKeys(): Promise<SecretKeyRow[]>;
  /** Notes that a key is in use. */
  noteSecretKeyUse(id: string, now: number): Promise<void>;
  /** Revokes a key. @returns false when there is no such key, or it was revoked before */
  revokeSecretKey(id: string, now: number): Promise<boolean>;
}

export function secretKeysTable(db: Kysely<Tables>): SecretKeyOps {
  return {
    async insertSecretKey(row) {
      await db.insertInto('secret_keys').values(row).execute();
    },
    findSecretKeyByHash: (keyHash) =>
      db
        .selectFrom('secret_keys')
        .selectAll()
        .where('key_hash', '=', keyHash)
        .where('revoked_at', 'is', null)
        .executeTakeFirst(),
    listSecretKeys: () =>
      db.selectFrom('secret_keys').selectAll().orderBy('created_at', 'desc').orderBy('id').limit(LISTED).execute(),
    async noteSecretKeyUse(id, now) {
      await db.updateTable('secret_keys').set({ last_used_at: now }).where('id', '=', id).execute();
    },
    async revokeSecretKey(id, now) {
      const change = db.updateTable('secret_keys').set({ revoked_at: now });
      return (await change.where('id', '=', id).where('revoked_at', 'is', null).returning('id').execute()).length === 1;
    },
  };
}
