import type { SignUpVerificationJSON, VerificationJSON } from '../../protocol/json/verification.ts';
import type { VerificationStatus } from '../../protocol/status.ts';
import type { CodeRow } from '../storage/rows.ts';

/**
 * The state of a mailed code.
 *
 * @param code undefined when none was sent, or when it has been swept away
 * @param isVerified what the code is for has been proven
 * @param maxTries tries after which it is dead
 */
export function presentVerification(
  code: CodeRow | undefined,
  isVerified: boolean,
  maxTries: number,
  now: number,
): VerificationJSON | null {
  if (!code && !isVerified) return null;
  return {
    object: 'verification_otp',
    status: isVerified || !code ? 'verified' : statusOf(code, maxTries, now),
    strategy: 'email_code',
    attempts: Math.min(code?.tries ?? 1, maxTries),
    expire_at: code?.expires_at ?? null,
  };
}

/** The same for a field of a sign-up, which is there before a code was sent. */
export function presentSignUpVerification(
  code: CodeRow | undefined,
  isVerified: boolean,
  maxTries: number,
  now: number,
): SignUpVerificationJSON {
  const verification = presentVerification(code, isVerified, maxTries, now) ?? {
    object: 'verification_otp',
    status: 'unverified',
    strategy: 'email_code',
    attempts: 0,
    expire_at: null,
  };
  const isOpen = code !== undefined && verification.status === 'unverified';
  const next_action = isVerified ? '' : isOpen ? 'needs_attempt' : 'needs_prepare';
  return { ...verification, next_action, supported_strategies: ['email_code'] };
}

function statusOf(code: CodeRow, maxTries: number, now: number): VerificationStatus {
  if (code.consumed_at !== null) return 'verified';
  if (code.revoked_at !== null || code.expires_at <= now) return 'expired';
  return code.tries >= maxTries ? 'failed' : 'unverified';
}
