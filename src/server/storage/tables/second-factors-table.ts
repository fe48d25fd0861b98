import type { Kysely } from 'kysely';
import type { BackupCodeRow, Tables, TotpRow } from '../rows.ts';
import { nextUpdatedAt } from './next-updated-at.ts';

/** Authenticator apps and backup codes. */
export interface SecondFactorOps {
  /**
   * Inserts a user's authenticator app and replaces one that was never verified.
   *
   * @throws {UniqueViolation} when the user has a verified one
   */
  insertTotp(row: TotpRow): Promise<void>;
  listTotps(userIds: readonly string[]): Promise<TotpRow[]>;
  findTotp(userId: string): Promise<TotpRow | undefined>;
  /** Consumes a time step if it is later than the last one. Of several parallel calls with one step, one gets true. */
  consumeTotpStep(userId: string, step: number): Promise<boolean>;
  verifyTotp(userId: string, now: number): Promise<void>;
  /** Returns false when the user has none. */
  deleteTotp(userId: string): Promise<boolean>;
  /** Deletes the user's backup codes, used or not, and inserts these. */
  replaceBackupCodes(userId: string, rows: readonly BackupCodeRow[]): Promise<void>;
  /** Lists the codes that are not used yet. */
  listBackupCodes(userIds: readonly string[]): Promise<BackupCodeRow[]>;
  /** Consumes a code that is not used yet. Exactly one of several parallel callers gets true. */
  consumeBackupCode(id: string, now: number): Promise<boolean>;
}

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
      const consumed = await db
        .updateTable('totps')
        .set({ last_step: step })
        .where('user_id', '=', userId)
        .where('last_step', '<', step)
        .returning('id')
        .execute();
      return consumed.length === 1;
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
      const consumed = db.updateTable('backup_codes').set({ consumed_at: now }).where('id', '=', id);
      return (await consumed.where('consumed_at', 'is', null).returning('id').execute()).length === 1;
    },
  };
}
