import type { VerificationStatus } from '../status.ts';
import type { ErrorItemJSON } from './error.ts';

/** A verification embedded in an attempt or an identification. Times are milliseconds. */
export interface VerificationJSON {
  object: `verification_${string}`;
  status: VerificationStatus;
  strategy: string;
  attempts: number | null;
  expire_at: number | null;
  /** For a passkey, the WebAuthn options as JSON text; for a wallet, the nonce inside `message`. */
  nonce?: string | null;
  /** The message that the wallet has to sign (EIP-4361). */
  message?: string | null;
  /** How a code was sent. */
  channel?: 'sms' | null;
  /** Id of the client that opened the link. */
  verified_at_client?: string | null;
  /** The two-digit number that the page behind the link asks for. */
  match_number?: string | null;
  external_verification_redirect_url?: string | null;
  error?: ErrorItemJSON | null;
}

/** The verification of a sign-up field, which also says what to do next. */
export interface SignUpVerificationJSON extends VerificationJSON {
  next_action: 'needs_prepare' | 'needs_attempt' | '';
  supported_strategies: string[];
}
