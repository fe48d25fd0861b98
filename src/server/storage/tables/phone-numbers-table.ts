import type { Kysely } from 'kysely';
import type { PhoneNumberRow, Tables } from '../rows.ts';
import { type OwnedPatch, ownedRows } from './owned-rows.ts';

export interface PhoneNumberOps {
  /** @throws {UniqueViolation} `phone_number` when the row is verified and another user has verified the number */
  insertPhoneNumber(row: PhoneNumberRow): Promise<void>;
  /** Oldest first. */
  listPhoneNumbers(userIds: readonly string[]): Promise<PhoneNumberRow[]>;
  findPhoneNumber(userId: string, id: string): Promise<PhoneNumberRow | undefined>;
  /** Finds it whoever owns it, for an administrator. */
  findPhoneNumberById(id: string): Promise<PhoneNumberRow | undefined>;
  findVerifiedPhoneNumber(phone: string): Promise<PhoneNumberRow | undefined>;
  /**
   * Writes the columns and makes `updated_at` strictly greater.
   *
   * @throws {UniqueViolation} `phone_number` when the row becomes verified and another user has verified the number
   */
  updatePhoneNumber(id: string, patch: OwnedPatch<PhoneNumberRow>, now: number): Promise<PhoneNumberRow | undefined>;
  /** Returns false when the user has no such number. */
  deletePhoneNumber(userId: string, id: string): Promise<boolean>;
}

export function phoneNumbersTable(db: Kysely<Tables>): PhoneNumberOps {
  const owned = ownedRows(db, 'phone_numbers');
  return {
    insertPhoneNumber: owned.insert,
    listPhoneNumbers: owned.list,
    findPhoneNumber: owned.find,
    findPhoneNumberById: owned.findById,
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
