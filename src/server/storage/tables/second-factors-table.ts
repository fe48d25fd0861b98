import type { Kysely } from 'kysely';
import type { Tables } from '../rows.ts';
import type { StorageOps } from '../storage.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

type SecondFactorOps = Pick<
  StorageOps,
  | 'insertTotp'
  | 'listTotps'
  | 'findTotp'
  | 'consumeTotpStep'
  | 'verifyTotp'
  | 'deleteTotp'
  | 'replaceBackupCodes'
  | 'listBackupCodes'
  | 'consumeBackupCode'
  | 'noteDevice'
  | 'isKnownDevice'
>;

/** Authenticator apps, backup codes, and the browsers a user is known on. */
export function secondFactorsTable(db: Kysely<Tables>): SecondFactorOps {
  return {
    async insertTotp(row) {
      await db.deleteFrom('totps').where('user_id', '=', row.user_id).where('verified', '=', false).execute();
      await db.insertInto('totps').values(row).execute();
    },
    async listTotps(userIds) {
      if (userIds.length === 0) return [];
      return db.selectFrom('totps').selectAll().where('user_id', 'in', userIds).execute();
    },
    findTotp: (userId) => db.selectFrom('totps').selectAll().where('user_id', '=', userId).executeTakeFirst(),
    async consumeTotpStep(userId, step) {
      const taken = await db
        .updateTable('totps')
        .set({ last_step: step })
        .where('user_id', '=', userId)
        .where('last_step', '<', step)
        .returning('id')
        .execute();
      return taken.length === 1;
    },
    async verifyTotp(userId, now) {
      const change = db.updateTable('totps').set({ verified: true, updated_at: nextUpdatedAt(now) });
      await change.where('user_id', '=', userId).execute();
    },
    async deleteTotp(userId) {
      return (await db.deleteFrom('totps').where('user_id', '=', userId).returning('id').execute()).length === 1;
    },

    async replaceBackupCodes(userId, rows) {
      await db.deleteFrom('backup_codes').where('user_id', '=', userId).execute();
      if (rows.length > 0)
        await db
          .insertInto('backup_codes')
          .values([...rows])
          .execute();
    },
    async listBackupCodes(userIds) {
      if (userIds.length === 0) return [];
      const rows = db.selectFrom('backup_codes').selectAll().where('user_id', 'in', userIds);
      return rows.where('consumed_at', 'is', null).orderBy('id').execute();
    },
    async consumeBackupCode(id, now) {
      const taken = db.updateTable('backup_codes').set({ consumed_at: now }).where('id', '=', id);
      return (await taken.where('consumed_at', 'is', null).returning('id').execute()).length === 1;
    },

    async noteDevice(userId, clientId, now) {
      await db
        .insertInto('known_devices')
        .values({ user_id: userId, client_id: clientId, last_seen_at: now })
        .onConflict((conflict) => conflict.columns(['user_id', 'client_id']).doUpdateSet({ last_seen_at: now }))
        .execute();
    },
    async isKnownDevice(userId, clientId) {
      const found = db.selectFrom('known_devices').select('user_id').where('user_id', '=', userId);
      return (await found.where('client_id', '=', clientId).executeTakeFirst()) !== undefined;
    },
  };
}
