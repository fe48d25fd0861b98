import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { type BackupCodes, createBackupCodes } from '../factors/backup-code/backup-codes.ts';
import type { Services } from '../services.ts';
import type { BackupCodeRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import type { RequestContext } from '../http/request-context.ts';

/**
 * Switches a second factor on, together with what follows from the first one: the account notes when, and gets backup
 * codes if the instance has them.
 *
 * @param change writes the second factor; part of the transaction, and may be run again
 * @returns the new backup codes, to be shown this once; null when the account has some, or the instance has none
 */
export async function switchOnSecondFactor(
  services: Services,
  context: RequestContext,
  userId: string,
  change: (tx: StorageOps) => Promise<void>,
): Promise<readonly string[] | null> {
  const { storage, config } = services;
  const hasCodes = (await storage.listBackupCodes([userId])).length > 0;
  const made = hasCodes || !config.secondFactors.backupCode ? undefined : await makeBackupCodes(services, userId);
  return storage.transaction(async (tx) => {
    await lockUser(tx, userId, context.now);
    const isFirst = !(await hasAny(tx, userId));
    await change(tx);
    if (isFirst) await tx.updateUser(userId, { mfa_enabled_at: context.now, mfa_disabled_at: null }, context.now);
    if (!made || (await tx.listBackupCodes([userId])).length > 0) return null;
    await tx.replaceBackupCodes(userId, backupCodeRows(userId, made, context.now));
    return made.codes;
  });
}

/** Switches a second factor off. With the last one the backup codes are gone, too. */
export async function switchOffSecondFactor(
  { storage }: Pick<Services, 'storage'>,
  context: RequestContext,
  userId: string,
  change: (tx: StorageOps) => Promise<void>,
): Promise<void> {
  await storage.transaction(async (tx) => {
    await lockUser(tx, userId, context.now);
    const wasOn = await hasAny(tx, userId);
    await change(tx);
    if (!wasOn || (await hasAny(tx, userId))) return;
    await tx.replaceBackupCodes(userId, []);
    await tx.updateUser(userId, { mfa_disabled_at: context.now }, context.now);
  });
}

/** Puts a new set in the place of the old one, which is dead from then on. */
export async function renewBackupCodes(
  services: Services,
  context: RequestContext,
  userId: string,
): Promise<readonly string[]> {
  const made = await makeBackupCodes(services, userId);
  await services.storage.transaction(async (tx) => {
    await lockUser(tx, userId, context.now);
    if (!(await hasAny(tx, userId))) throw new ApiError('backup_codes_not_available');
    await tx.replaceBackupCodes(userId, backupCodeRows(userId, made, context.now));
  });
  return made.codes;
}

function makeBackupCodes({ passwords, backupCodeKey }: Services, userId: string): Promise<BackupCodes> {
  return passwords.admit((argon) => createBackupCodes(argon, backupCodeKey, userId));
}

function backupCodeRows(userId: string, { hashes }: BackupCodes, now: number): BackupCodeRow[] {
  return hashes.map((hash) => ({ id: newId('bc'), user_id: userId, hash, consumed_at: null, created_at: now }));
}

/** Two parallel changes come one after the other: neither may think that the other factor is still there. */
async function lockUser(tx: StorageOps, userId: string, now: number): Promise<void> {
  if (!(await tx.updateUser(userId, {}, now))) throw new ApiError('authentication_invalid');
}

async function hasAny(tx: StorageOps, userId: string): Promise<boolean> {
  const [totp] = await tx.listTotps([userId]);
  const phones = await tx.listPhoneNumbers([userId]);
  return totp?.verified || phones.some((phone) => phone.verified && phone.reserved_for_second_factor);
}
