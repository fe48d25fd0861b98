import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { ownedRows } from './owned-rows.ts';

type ExternalAccountOps = Pick<
  StorageOps,
  | 'insertExternalAccount'
  | 'listExternalAccounts'
  | 'findExternalAccount'
  | 'findExternalAccountByIdentity'
  | 'updateExternalAccount'
  | 'deleteExternalAccount'
>;

export function externalAccountsTable(db: Kysely<Tables>): ExternalAccountOps {
  const owned = ownedRows(db, 'external_accounts');
  return {
    insertExternalAccount: owned.insert,
    listExternalAccounts: owned.list,
    findExternalAccount: owned.find,
    updateExternalAccount: owned.update,
    deleteExternalAccount: owned.delete,
    findExternalAccountByIdentity: (provider, providerUserId) =>
      db
        .selectFrom('external_accounts')
        .selectAll()
        .where('provider', '=', provider as `oauth_${string}`)
        .where('provider_user_id', '=', providerUserId)
        .executeTakeFirst(),
  };
}
