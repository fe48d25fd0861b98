import type { VerificationStatus } from '../status.ts';
import type { ErrorItemJSON } from './error.ts';

/** A verification embedded in an attempt or an identification. Times are milliseconds. */
export interface VerificationJSON {
  object: 'verification_otp' | 'verification_password' | (string & {});
  status: VerificationStatus;
  strategy: string;
  attempts: number | null;
  expire_at: number | null;
  /** Of a passkey: WebAuthn options as JSON text. Of a wallet: the nonce inside `message`. */
  nonce?: string | null;
  /** What a wallet has to sign (EIP-4361). */
  message?: string | null;
  /** How a code travelled. */
  channel?: 'sms' | null;
  /** The browser that opened a link. */
  verified_at_client?: string | null;
  /** The number that the page behind a link asks for; two digits. */
  match_number?: string | null;
  external_verification_redirect_url?: string | null;
  error?: ErrorItemJSON | null;
}

/** A verification of a sign-up field, which also says what to do next. */
export interface SignUpVerificationJSON extends VerificationJSON {
  next_action: 'needs_prepare' | 'needs_attempt' | '';
  supported_strategies: string[];
}
