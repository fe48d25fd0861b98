import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { ownedRows } from './owned-rows.ts';

type EmailAddressOps = Pick<
  StorageOps,
  | 'insertEmailAddress'
  | 'listEmailAddresses'
  | 'findEmailAddress'
  | 'findVerifiedEmailAddress'
  | 'verifyEmailAddress'
  | 'updateEmailAddress'
  | 'deleteEmailAddress'
>;

export function emailAddressesTable(db: Kysely<Tables>): EmailAddressOps {
  const owned = ownedRows(db, 'email_addresses');
  return {
    insertEmailAddress: owned.insert,
    listEmailAddresses: owned.list,
    findEmailAddress: owned.find,
    updateEmailAddress: owned.update,
    deleteEmailAddress: owned.delete,
    findVerifiedEmailAddress: (emailKey) =>
      db
        .selectFrom('email_addresses')
        .selectAll()
        .where('email_key', '=', emailKey)
        .where('verified', '=', true)
        .executeTakeFirst(),
    async verifyEmailAddress(id, now) {
      await owned.update(id, { verified: true, verified_at: now }, now);
    },
  };
}
