import type { SignUpStatus } from '../status.ts';
import type { SignUpVerificationJSON } from './verification.ts';

/** Names in the field lists of a sign-up. */
export type SignUpField =
  | 'email_address'
  | 'phone_number'
  | 'web3_wallet'
  | 'username'
  | 'password'
  | 'first_name'
  | 'last_name'
  | 'legal_accepted';

/** A sign-up attempt. Times are milliseconds since the epoch. It never contains the password. */
export interface SignUpJSON {
  object: 'sign_up_attempt';
  id: string;
  status: SignUpStatus;
  required_fields: string[];
  optional_fields: string[];
  missing_fields: string[];
  unverified_fields: string[];
  verifications: {
    email_address: SignUpVerificationJSON | null;
    phone_number: SignUpVerificationJSON | null;
    web3_wallet: SignUpVerificationJSON | null;
    external_account: SignUpVerificationJSON | null;
  };
  username: string | null;
  email_address: string | null;
  phone_number: string | null;
  web3_wallet: string | null;
  password_enabled: boolean;
  has_password: boolean;
  first_name: string | null;
  last_name: string | null;
  unsafe_metadata: Record<string, unknown>;
  public_metadata: Record<string, unknown>;
  custom_action: boolean;
  external_id: string | null;
  created_session_id: string | null;
  created_user_id: string | null;
  abandon_at: number;
  legal_accepted_at: number | null;
  locale: string | null;
  timezone: string | null;
  protect_check: null;
}
