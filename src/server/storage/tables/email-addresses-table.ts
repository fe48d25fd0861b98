import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { bump } from './bump.ts';

type EmailAddressOps = Pick<
  StorageOps,
  | 'insertEmailAddress'
  | 'listEmailAddresses'
  | 'findEmailAddress'
  | 'findVerifiedEmailAddress'
  | 'verifyEmailAddress'
  | 'setEmailAddressCode'
  | 'deleteEmailAddress'
>;

export function emailAddressesTable(db: Kysely<Tables>): EmailAddressOps {
  return {
    async insertEmailAddress(row) {
      await db.insertInto('email_addresses').values(row).execute();
    },
    async listEmailAddresses(userIds) {
      if (userIds.length === 0) return [];
      return db
        .selectFrom('email_addresses')
        .selectAll()
        .where('user_id', 'in', userIds)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
    },
    findEmailAddress: (userId, id) =>
      db
        .selectFrom('email_addresses')
        .selectAll()
        .where('id', '=', id)
        .where('user_id', '=', userId)
        .executeTakeFirst(),
    findVerifiedEmailAddress: (emailKey) =>
      db
        .selectFrom('email_addresses')
        .selectAll()
        .where('email_key', '=', emailKey)
        .where('verified', '=', 1)
        .executeTakeFirst(),
    async verifyEmailAddress(id, now) {
      await db
        .updateTable('email_addresses')
        .set({ verified: 1, verified_at: now, updated_at: bump(now) })
        .where('id', '=', id)
        .execute();
    },
    async setEmailAddressCode(id, codeId) {
      await db.updateTable('email_addresses').set({ code_id: codeId }).where('id', '=', id).execute();
    },
    async deleteEmailAddress(userId, id) {
      const gone = await db
        .deleteFrom('email_addresses')
        .where('id', '=', id)
        .where('user_id', '=', userId)
        .returning('id')
        .execute();
      return gone.length === 1;
    },
  };
}
