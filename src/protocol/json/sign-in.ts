import type { SignInStatus } from '../status.ts';
import type { OAuthStrategy, Web3Strategy } from '../strategies.ts';
import type { VerificationJSON } from './verification.ts';

/** A factor whose code or link the server emails. */
export interface EmailFactorJSON<Name extends string = 'email_code' | 'email_link' | 'reset_password_email_code'> {
  strategy: Name;
  /** Masked, because every client that knows the identifier can read it. */
  safe_identifier: string;
  email_address_id: string;
  primary?: boolean;
}

/** A factor whose code the server sends by SMS. */
export interface PhoneFactorJSON<Name extends string = 'phone_code' | 'reset_password_phone_code'> {
  strategy: Name;
  safe_identifier: string;
  phone_number_id: string;
  primary?: boolean;
  default?: boolean;
}

export type FirstFactorJSON =
  | { strategy: 'password' }
  | { strategy: 'passkey' }
  | { strategy: 'ticket' }
  | EmailFactorJSON
  | PhoneFactorJSON
  | { strategy: Web3Strategy; web3_wallet_id: string; primary?: boolean }
  | { strategy: OAuthStrategy };

export type SecondFactorJSON =
  | { strategy: 'totp' }
  | { strategy: 'backup_code' }
  | { strategy: 'passkey' }
  | EmailFactorJSON<'email_code' | 'email_link'>
  | PhoneFactorJSON<'phone_code'>;

export interface SignInUserDataJSON {
  first_name: string | null;
  last_name: string | null;
  image_url: string;
  has_image: boolean;
}

/** A sign-in attempt. Times are milliseconds since the epoch. */
export interface SignInJSON {
  object: 'sign_in_attempt';
  id: string;
  status: SignInStatus;
  supported_identifiers: string[];
  identifier: string | null;
  supported_first_factors: FirstFactorJSON[] | null;
  supported_second_factors: SecondFactorJSON[] | null;
  /** Second factors that Clerk's screens do not know. Those screens stay empty when `supported_second_factors` names one. */
  further_second_factors?: SecondFactorJSON[];
  first_factor_verification: VerificationJSON | null;
  second_factor_verification: VerificationJSON | null;
  user_data: SignInUserDataJSON | null;
  created_session_id: string | null;
  client_trust_state: 'pending' | 'new' | 'known' | null;
  timezone: string | null;
  protect_check: null;
  abandon_at: number;
}
