import { ApiError } from '../http/errors.ts';
import { recordEvent } from '../events/domain-events.ts';
import type { Actor } from '../http/request-context.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import { requireFresh, type SignedIn } from '../sessions/signed-in.ts';
import type { BackupCodeRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { type BackupCodes, createBackupCodes } from '../factors/backup-code/backup-codes.ts';
import { lockUser } from '../users/lock-unchanged.ts';

/**
 * Switches a second factor on. With the first one the account notes the time, and gets backup codes if the instance
 * has them.
 *
 * @param change writes the second factor. It is part of the transaction, and may run again
 * @returns the new backup codes, which are shown this once; null when the account has some or the instance has none
 */
export async function switchOnSecondFactor(
  services: Services,
  actor: Pick<Actor, 'ip' | 'now'>,
  userId: string,
  change: (tx: StorageOps) => Promise<void>,
): Promise<readonly string[] | null> {
  const { storage, config } = services;
  const hasCodes = (await storage.listBackupCodes([userId])).length > 0;
  const made = hasCodes || !config.secondFactors.backupCode ? undefined : await makeBackupCodes(services, userId);
  return storage.transaction(async (tx) => {
    await lockUser(tx, userId, actor.now);
    const isFirst = !(await hasSecondFactor(tx, userId));
    await change(tx);
    if (isFirst) await tx.updateUser(userId, { mfa_enabled_at: actor.now, mfa_disabled_at: null }, actor.now);
    if (!made || (await tx.listBackupCodes([userId])).length > 0) return null;
    await tx.replaceBackupCodes(userId, backupCodeRows(userId, made, actor.now));
    await recordEvent(tx, actor, { type: 'backupCodes.created', userId });
    return made.codes;
  });
}

/**
 * Switches a second factor off. With the last one the backup codes are deleted, too.
 *
 * @param change deletes the second factor. It is part of the transaction, and may run again
 */
export async function switchOffSecondFactor(
  { storage }: Pick<Services, 'storage'>,
  actor: Pick<Actor, 'now'>,
  userId: string,
  change: (tx: StorageOps) => Promise<void>,
): Promise<void> {
  await storage.transaction(async (tx) => {
    await lockUser(tx, userId, actor.now);
    const wasOn = await hasSecondFactor(tx, userId);
    await change(tx);
    if (!wasOn || (await hasSecondFactor(tx, userId))) return;
    await tx.replaceBackupCodes(userId, []);
    await tx.updateUser(userId, { mfa_disabled_at: actor.now }, actor.now);
  });
}

/** Replaces the backup codes of the user, and tells the owner. @returns the new ones, which are shown this once */
export async function renewBackupCodes(services: Services, signedIn: SignedIn): Promise<readonly string[]> {
  const userId = signedIn.user.id;
  if (!services.config.secondFactors.backupCode) throw new ApiError('feature_not_enabled');
  await requireFresh(services, signedIn);
  const made = await makeBackupCodes(services, userId);
  await services.storage.transaction(async (tx) => {
    await lockUser(tx, userId, signedIn.now);
    if (!(await hasSecondFactor(tx, userId))) throw new ApiError('backup_codes_not_available');
    await tx.replaceBackupCodes(userId, backupCodeRows(userId, made, signedIn.now));
    const notice = { kind: 'backup_codes_created' } as const;
    await recordEvent(tx, signedIn, { type: 'backupCodes.created', userId, notice });
  });
  return made.codes;
}

function makeBackupCodes({ passwords, backupCodeKey }: Services, userId: string): Promise<BackupCodes> {
  return passwords.admit((argon) => createBackupCodes(argon, backupCodeKey, userId));
}

function backupCodeRows(userId: string, { hashes }: BackupCodes, now: number): BackupCodeRow[] {
  return hashes.map((hash) => ({ id: newId('bc'), user_id: userId, hash, consumed_at: null, created_at: now }));
}

/** Whether a user has a second factor, whatever the settings say. Backup codes alone are none. */
export async function hasSecondFactor(tx: StorageOps, userId: string): Promise<boolean> {
  const [totp] = await tx.listTotps([userId]);
  const phones = await tx.listPhoneNumbers([userId]);
  return totp?.verified || phones.some((phone) => phone.verified && phone.reserved_for_second_factor);
}
