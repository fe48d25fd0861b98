import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { ownedRows } from './owned-rows.ts';

type PasskeyOps = Pick<
  StorageOps,
  'insertPasskey' | 'listPasskeys' | 'findPasskey' | 'findPasskeyByCredential' | 'updatePasskey' | 'deletePasskey'
>;

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
