import type { BackupCodesJSON, TotpJSON } from '../../../protocol/json/user.ts';
import type { TotpRow } from '../../storage/rows.ts';

/** What only one answer ever shows of an authenticator app. */
export interface ShownTotp {
  /** Seed and URI, in the answer that made them. */
  secret?: string;
  uri?: string;
  backupCodes?: readonly string[] | null;
}

export function presentTotp(row: TotpRow, shown: ShownTotp): TotpJSON {
  return {
    object: 'totp',
    id: row.id,
    secret: shown.secret ?? null,
    uri: shown.uri ?? null,
    verified: row.verified,
    backup_codes: shown.backupCodes ? [...shown.backupCodes] : null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

export function presentBackupCodes(id: string, codes: readonly string[], now: number): BackupCodesJSON {
  return { object: 'backup_code', id, codes: [...codes], created_at: now, updated_at: now };
}
