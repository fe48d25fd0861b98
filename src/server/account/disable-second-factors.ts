import { recordEvent } from '../events/domain-events.ts';
import type { Services } from '../services.ts';
import type { StorageOps } from '../storage/storage.ts';
import { discardTotp } from './authenticator-app.ts';
import type { ForUser } from './for-user.ts';
import { releasePhoneNumbers } from './phone-number.ts';
import { switchOffSecondFactor } from './switch-second-factor.ts';

/*
 * What an administrator does for a user who has lost a second factor. Each of these tells the owner, and does nothing
 * for a user who has no such factor.
 */

/** Removes every second factor of a user. Phone numbers that were one stay, as identifiers. */
export async function disableSecondFactors(services: Pick<Services, 'storage'>, by: ForUser): Promise<void> {
  await switchOffSecondFactor(services, by, by.user.id, async (tx) => {
    await discardTotp(tx, by);
    await releasePhoneNumbers(tx, by);
    await discardBackupCodes(tx, by);
  });
}

/** Removes the authenticator app of a user, and with the last second factor the backup codes. */
export async function disableTotp(services: Pick<Services, 'storage'>, by: ForUser): Promise<void> {
  await switchOffSecondFactor(services, by, by.user.id, async (tx) => {
    await discardTotp(tx, by);
  });
}

/** Removes the backup codes of a user. */
export async function disableBackupCodes(services: Pick<Services, 'storage'>, by: ForUser): Promise<void> {
  await switchOffSecondFactor(services, by, by.user.id, (tx) => discardBackupCodes(tx, by));
}

async function discardBackupCodes(tx: StorageOps, by: ForUser): Promise<void> {
  const userId = by.user.id;
  if ((await tx.listBackupCodes([userId])).length === 0) return;
  await tx.replaceBackupCodes(userId, []);
  const notice = { kind: 'backup_codes_removed' } as const;
  await recordEvent(tx, by, { type: 'backupCodes.deleted', userId, notice });
}
