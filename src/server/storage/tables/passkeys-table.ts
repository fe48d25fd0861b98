import type { Kysely } from 'kysely';
import type { PasskeyRow, Tables } from '../rows.ts';
import { type OwnedPatch, ownedRows } from './owned-rows.ts';

export interface PasskeyOps {
  /** @throws {UniqueViolation} `passkey` when a row with this credential exists */
  insertPasskey(row: PasskeyRow): Promise<void>;
  /** Oldest first. */
  listPasskeys(userIds: readonly string[]): Promise<PasskeyRow[]>;
  findPasskey(userId: string, id: string): Promise<PasskeyRow | undefined>;
  findPasskeyByCredential(credentialId: string): Promise<PasskeyRow | undefined>;
  /**
   * Writes the columns and makes `updated_at` strictly greater.
   *
   * @throws {UniqueViolation} `passkey` when another row has this credential
   */
  updatePasskey(id: string, patch: OwnedPatch<PasskeyRow>, now: number): Promise<PasskeyRow | undefined>;
  /** Returns false when the user has no such passkey. */
  deletePasskey(userId: string, id: string): Promise<boolean>;
}

export function passkeysTable(db: Kysely<Tables>): PasskeyOps {
  const owned = ownedRows(db, 'passkeys');
  return {
    insertPasskey: owned.insert,
    listPasskeys: owned.list,
    findPasskey: owned.find,
    updatePasskey: owned.update,
    deletePasskey: owned.delete,
    findPasskeyByCredential: (credentialId) =>
      db.selectFrom('passkeys').selectAll().where('credential_id', '=', credentialId).executeTakeFirst(),
  };
}
