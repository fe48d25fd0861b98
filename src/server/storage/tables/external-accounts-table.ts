import type { Kysely } from 'kysely';
import type { ExternalAccountRow, Tables } from '../rows.ts';
import { type OwnedPatch, ownedRows } from './owned-rows.ts';

export interface ExternalAccountOps {
  /** @throws {UniqueViolation} `external_account` when a user has already connected the provider's account */
  insertExternalAccount(row: ExternalAccountRow): Promise<void>;
  /** Oldest first. */
  listExternalAccounts(userIds: readonly string[]): Promise<ExternalAccountRow[]>;
  findExternalAccount(userId: string, id: string): Promise<ExternalAccountRow | undefined>;
  /** @param providerUserId the provider's own id of the person (`sub`) */
  findExternalAccountByIdentity(provider: string, providerUserId: string): Promise<ExternalAccountRow | undefined>;
  /**
   * Writes the columns and makes `updated_at` strictly greater.
   *
   * @throws {UniqueViolation} `external_account` when a user has already connected the provider's account
   */
  updateExternalAccount(
    id: string,
    patch: OwnedPatch<ExternalAccountRow>,
    now: number,
  ): Promise<ExternalAccountRow | undefined>;
  /** Returns false when the user has no such account. */
  deleteExternalAccount(userId: string, id: string): Promise<boolean>;
}

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
