import { isOver } from '../../clock.ts';
import type { SignUpJSON } from '../../../protocol/json/sign-up.ts';
import type { SignUpRow } from '../../storage/rows.ts';

/** What the JSON of a sign-up holds besides the row. */
export interface SignUpParts {
  required: string[];
  optional: string[];
  missing: string[];
  unverified: string[];
  passwordEnabled: boolean;
  verifications: SignUpJSON['verifications'];
  /** The address of the wallet with its checksum. */
  wallet: string | null;
}

export function presentSignUp(row: SignUpRow, parts: SignUpParts, now: number): SignUpJSON {
  const isComplete = row.status === 'complete';
  return {
    object: 'sign_up_attempt',
    id: row.id,
    status: !isComplete && isOver(row.abandon_at, now) ? 'abandoned' : row.status,
    required_fields: parts.required,
    optional_fields: parts.optional,
    missing_fields: parts.missing,
    unverified_fields: parts.unverified,
    verifications: parts.verifications,
    username: row.username,
    email_address: row.email,
    phone_number: row.phone,
    web3_wallet: parts.wallet,
    password_enabled: parts.passwordEnabled,
    has_password: row.password_hash !== null || (isComplete && parts.passwordEnabled),
    first_name: row.first_name,
    last_name: row.last_name,
    unsafe_metadata: JSON.parse(row.unsafe_metadata),
    public_metadata: JSON.parse(row.public_metadata),
    custom_action: false,
    external_id: row.external_id,
    created_session_id: row.created_session_id,
    created_user_id: row.created_user_id,
    abandon_at: row.abandon_at,
    legal_accepted_at: row.legal_accepted_at,
    locale: row.locale,
    timezone: row.timezone,
    protect_check: null,
  };
}
