import { recordEvent } from '../events/domain-events.ts';
import { hashBackupCodes, normalizeBackupCode } from '../factors/backup-code/backup-codes.ts';
import { parseDigest } from '../factors/password/digests/password-digests.ts';
import { readTotpSeed } from '../factors/totp/totp-code.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import type { BackupCodeRow, TotpRow } from '../storage/rows.ts';
import type { StorageOps } from '../storage/storage.ts';
import { unused } from './unused.ts';
import type { ForUser } from './for-user.ts';
import { hasSecondFactor } from './switch-second-factor.ts';

/** Second factors that another system made, and that go on working here. */
export interface ImportedSecondFactors {
  /** The seed of an authenticator app in base32: SHA-1, six digits, 30 seconds. */
  totpSecret?: string | undefined;
  /** The codes themselves, or their bcrypt digests. */
  backupCodes?: readonly string[] | undefined;
}

/** The rows of {@link ImportedSecondFactors}. */
export interface SecondFactorRows {
  totp: TotpRow | undefined;
  backupCodes: readonly BackupCodeRow[] | undefined;
}

const CODE_LENGTH = { min: 6, max: 64 };
const BCRYPT = /^\$2[aby]\$/;

/**
 * Makes the rows of second factors that another system made.
 *
 * @throws {ApiError} for what cannot be read, or is switched off by the settings
 */
export async function readSecondFactors(
  services: Pick<Services, 'config' | 'totpSeeds' | 'passwords' | 'backupCodeKey'>,
  userId: string,
  { totpSecret, backupCodes }: ImportedSecondFactors,
  now: number,
): Promise<SecondFactorRows> {
  const { secondFactors } = services.config;
  if (totpSecret !== undefined && !secondFactors.totp) throw unused('totp_secret');
  if (backupCodes !== undefined && !secondFactors.backupCode) throw unused('backup_codes');
  const hashes = backupCodes && (await hashCodes(services, userId, backupCodes));
  return {
    totp: totpSecret === undefined ? undefined : totpRow(services, userId, totpSecret, now),
    backupCodes: hashes?.map((hash) => ({
      id: newId('bc'),
      user_id: userId,
      hash,
      consumed_at: null,
      created_at: now,
    })),
  };
}

/**
 * Writes second factors in place of those that the user has, as part of a transaction in which the user is locked.
 *
 * @param options.tellsOwner whether the owner is told
 * @throws {ApiError} `backup_codes_not_available` when the user would have backup codes alone
 */
export async function writeSecondFactors(
  tx: StorageOps,
  by: ForUser,
  { totp, backupCodes }: SecondFactorRows,
  { tellsOwner }: { tellsOwner: boolean },
): Promise<void> {
  const userId = by.user.id;
  const wasOn = await hasSecondFactor(tx, userId);
  if (totp) {
    await tx.deleteTotp(userId);
    await tx.insertTotp(totp);
    const notice = tellsOwner ? ({ kind: 'totp_enabled' } as const) : undefined;
    await recordEvent(tx, by, { type: 'totp.created', userId, id: totp.id, notice });
    if (!wasOn) await tx.updateUser(userId, { mfa_enabled_at: by.now, mfa_disabled_at: null }, by.now);
  }
  if (!backupCodes) return;
  if (!totp && !wasOn) throw new ApiError('backup_codes_not_available');
  await tx.replaceBackupCodes(userId, backupCodes);
  const notice = tellsOwner ? ({ kind: 'backup_codes_created' } as const) : undefined;
  await recordEvent(tx, by, { type: 'backupCodes.created', userId, notice });
}

function totpRow({ totpSeeds }: Pick<Services, 'totpSeeds'>, userId: string, text: string, now: number): TotpRow {
  const seed = readTotpSeed(text);
  if (seed === undefined) {
    const longMessage = 'Give the seed of an authenticator app in base32.';
    throw new ApiError('form_param_format_invalid', { param: 'totp_secret', longMessage });
  }
  const sealed_secret = totpSeeds.seal(seed, userId);
  return {
    id: newId('totp'),
    user_id: userId,
    sealed_secret,
    verified: true,
    last_step: 0,
    created_at: now,
    updated_at: now,
  };
}

async function hashCodes(
  { passwords, backupCodeKey }: Pick<Services, 'passwords' | 'backupCodeKey'>,
  userId: string,
  given: readonly string[],
): Promise<string[]> {
  const digests = given.filter((code) => BCRYPT.test(code)).map((digest) => readCodeDigest(digest));
  const codes = given.filter((code) => !BCRYPT.test(code)).map(normalizeBackupCode);
  const { min, max } = CODE_LENGTH;
  if (codes.some((code) => code.length < min || code.length > max)) {
    const longMessage = `A backup code has ${min} to ${max} characters.`;
    throw new ApiError('form_param_format_invalid', { param: 'backup_codes', longMessage });
  }
  const unique = [...new Set(codes)];
  const hashes = await passwords.admit((argon) => hashBackupCodes(argon, backupCodeKey, userId, unique));
  return [...new Set(digests), ...hashes];
}

function readCodeDigest(digest: string): string {
  try {
    return parseDigest('bcrypt', digest);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const longMessage = error.items[0]?.long_message ?? '';
    throw new ApiError('form_param_format_invalid', { param: 'backup_codes', longMessage });
  }
}
