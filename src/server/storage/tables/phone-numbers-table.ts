import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { ownedRows } from './owned-rows.ts';

type PhoneNumberOps = Pick<
  StorageOps,
  | 'insertPhoneNumber'
  | 'listPhoneNumbers'
  | 'findPhoneNumber'
  | 'findVerifiedPhoneNumber'
  | 'updatePhoneNumber'
  | 'deletePhoneNumber'
>;

export function phoneNumbersTable(db: Kysely<Tables>): PhoneNumberOps {
  const owned = ownedRows(db, 'phone_numbers');
  return {
    insertPhoneNumber: owned.insert,
    listPhoneNumbers: owned.list,
    findPhoneNumber: owned.find,
    updatePhoneNumber: owned.update,
    deletePhoneNumber: owned.delete,
    findVerifiedPhoneNumber: (phone) =>
      db
        .selectFrom('phone_numbers')
        .selectAll()
        .where('phone', '=', phone)
        .where('verified', '=', true)
        .executeTakeFirst(),
  };
}
