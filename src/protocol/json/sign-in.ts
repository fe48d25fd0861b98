import type { SignInStatus } from '../status.ts';
import type { VerificationJSON } from './verification.ts';

export type FirstFactorJSON =
  | { strategy: 'password' }
  | { strategy: 'email_code'; safe_identifier: string; email_address_id: string; primary: boolean };

export interface SignInUserDataJSON {
  first_name: string | null;
  last_name: string | null;
  image_url: string;
  has_image: boolean;
}

/** A sign-in attempt. Times are milliseconds. */
export interface SignInJSON {
  object: 'sign_in_attempt';
  id: string;
  status: SignInStatus;
  supported_identifiers: string[];
  identifier: string | null;
  supported_first_factors: FirstFactorJSON[] | null;
  supported_second_factors: { strategy: string }[] | null;
  first_factor_verification: VerificationJSON | null;
  second_factor_verification: VerificationJSON | null;
  user_data: SignInUserDataJSON | null;
  created_session_id: string | null;
  client_trust_state: 'pending' | 'new' | 'known' | null;
  timezone: string | null;
  protect_check: null;
  abandon_at: number;
}
