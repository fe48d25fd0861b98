import type { Kysely } from 'kysely';
import type { EmailAddressRow, Tables } from '../rows.ts';
import { type OwnedPatch, ownedRows } from './owned-rows.ts';

export interface EmailAddressOps {
  /** @throws {UniqueViolation} `email_address` when the row is verified and another user has verified the address */
  insertEmailAddress(row: EmailAddressRow): Promise<void>;
  /** Oldest first. */
  listEmailAddresses(userIds: readonly string[]): Promise<EmailAddressRow[]>;
  findEmailAddress(userId: string, id: string): Promise<EmailAddressRow | undefined>;
  /** Finds it whoever owns it, for an administrator. */
  findEmailAddressById(id: string): Promise<EmailAddressRow | undefined>;
  findVerifiedEmailAddress(emailKey: string): Promise<EmailAddressRow | undefined>;
  /**
   * Writes the columns and makes `updated_at` strictly greater.
   *
   * @throws {UniqueViolation} `email_address` when the row becomes verified and another user has verified the address
   */
  updateEmailAddress(id: string, patch: OwnedPatch<EmailAddressRow>, now: number): Promise<EmailAddressRow | undefined>;
  /** Returns false when the user has no such address. */
  deleteEmailAddress(userId: string, id: string): Promise<boolean>;
}

export function emailAddressesTable(db: Kysely<Tables>): EmailAddressOps {
  const owned = ownedRows(db, 'email_addresses');
  return {
    insertEmailAddress: owned.insert,
    listEmailAddresses: owned.list,
    findEmailAddress: owned.find,
    findEmailAddressById: owned.findById,
    updateEmailAddress: owned.update,
    deleteEmailAddress: owned.delete,
    findVerifiedEmailAddress: (emailKey) =>
      db
        .selectFrom('email_addresses')
        .selectAll()
        .where('email_key', '=', emailKey)
        .where('verified', '=', true)
        .executeTakeFirst(),
  };
}
