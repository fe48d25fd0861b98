import { hashBackupCodes, normalizeBackupCode } from '../factors/backup-code/backup-codes.ts';
import { ApiError } from '../http/errors.ts';
import { newId } from '../ids.ts';
import type { Services } from '../services.ts';
import type { BackupCodeRow, TotpRow } from '../storage/rows.ts';

/** 80 bits, the least that authenticator apps are given, to 512 bits. */
const SEED = /^[A-Z2-7]{16,103}$/;
const MOST_CODES = 50;
const SHORTEST_CODE = 6;

/**
 * Makes the row of an authenticator app that the user has set up in another system.
 *
 * @param secret base32, for codes of SHA-1 with six digits and 30 seconds
 * @throws {ApiError} `form_param_format_invalid`
 */
export function importedTotp(
  { totpSeeds }: Pick<Services, 'totpSeeds'>,
  userId: string,
  secret: string,
  now: number,
): TotpRow {
  const seed = secret.toUpperCase().replace(/[\s=-]/g, '');
  if (!SEED.test(seed)) {
    const longMessage = 'The secret of an authenticator app has 16 to 103 characters of base32: A to Z and 2 to 7.';
    throw new ApiError('form_param_format_invalid', { param: 'totp_secret', longMessage });
  }
  const sealed_secret = totpSeeds.seal(seed, userId);
  const times = { created_at: now, updated_at: now };
  return { id: newId('totp'), user_id: userId, sealed_secret, verified: true, last_step: 0, ...times };
}

/**
 * Makes the rows of backup codes that the user has from another system.
 *
 * @param codes in plaintext
 * @throws {ApiError} `form_param_format_invalid`, also for hashes: they cannot be verified here
 */
export async function importedBackupCodes(
  { passwords, backupCodeKey }: Pick<Services, 'passwords' | 'backupCodeKey'>,
  userId: string,
  codes: readonly string[],
  now: number,
): Promise<BackupCodeRow[]> {
  const plain = [...new Set(codes.map(normalizeBackupCode))];
  const isHash = codes.some((code) => code.startsWith('$'));
  if (isHash || codes.length > MOST_CODES || plain.some((code) => code.length < SHORTEST_CODE)) {
    const longMessage = `Give at most ${MOST_CODES} backup codes in plaintext, of at least ${SHORTEST_CODE} characters each.`;
    throw new ApiError('form_param_format_invalid', { param: 'backup_codes', longMessage });
  }
  if (plain.length === 0) return [];
  const hashes = await passwords.admit((argon) => hashBackupCodes(argon, backupCodeKey, userId, plain));
  return hashes.map((hash) => ({ id: newId('bc'), user_id: userId, hash, consumed_at: null, created_at: now }));
}
