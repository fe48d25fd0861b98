import { isOver } from '../../clock.ts';
import type { SignUpVerificationJSON, VerificationJSON } from '../../../protocol/json/verification.ts';
import type { VerificationStatus } from '../../../protocol/status.ts';
import type { ChallengeKind, ChallengeResult, ChallengeRow, CodeRow } from '../../storage/rows.ts';

/** What a verification is presented from. */
export interface VerificationParts {
  /** The strategy that verifies it; null when none was chosen yet. */
  strategy: string | null;
  /** Undefined when no code was sent, or when an old one has been deleted. */
  code?: CodeRow | undefined;
  challenge?: ChallengeRow | undefined;
  /** Whether it has succeeded. */
  isVerified: boolean;
  /** How many tries a code allows. */
  maxTries: number;
  /** Fields of the challenge that only this answer may show. */
  shown?: Partial<VerificationJSON> | undefined;
}

const OBJECTS: Record<ChallengeKind, VerificationJSON['object']> = {
  email_link: 'verification_email_link',
  oauth: 'verification_oauth',
  google_one_tap: 'verification_google_one_tap',
  passkey: 'verification_passkey',
  wallet: 'verification_web3',
  captcha: 'verification_captcha',
};

/** Presents the state of a verification; null when it has none yet. */
export function presentVerification(parts: VerificationParts, now: number): VerificationJSON | null {
  const { strategy, code, challenge, isVerified, maxTries, shown } = parts;
  if (challenge) return { ...presentChallenge(challenge, strategy, isVerified, now), ...shown };
  if (!code && !isVerified) return null;
  if (!code && strategy && !strategy.endsWith('_code')) {
    return { object: objectOf(strategy), status: 'verified', strategy, attempts: null, expire_at: null };
  }
  return {
    object: 'verification_otp',
    status: isVerified || !code ? 'verified' : statusOf(code, maxTries, now),
    strategy: strategy ?? 'email_code',
    attempts: Math.min(code?.tries ?? 1, maxTries),
    expire_at: code?.expires_at ?? null,
    ...(strategy?.endsWith('phone_code') ? { channel: 'sms' as const } : {}),
  };
}

/**
 * Presents the verification of a sign-up's field, which also says what the client has to do next. It is null until the
 * verification was prepared: Clerk's screens take a strategy to mean that a code was sent, and ask for none.
 */
export function presentSignUpVerification(
  parts: VerificationParts & { supported: string[] },
  now: number,
): SignUpVerificationJSON | null {
  const verification = presentVerification(parts, now);
  if (!verification) return null;
  const next_action = parts.isVerified ? '' : verification.status === 'unverified' ? 'needs_attempt' : 'needs_prepare';
  return { ...verification, next_action, supported_strategies: parts.supported };
}

function presentChallenge(
  row: ChallengeRow,
  strategy: string | null,
  isVerified: boolean,
  now: number,
): VerificationJSON {
  const { status, error, verified_at_client } = JSON.parse(row.result ?? '{}') as ChallengeResult;
  const isDead = row.revoked_at !== null || isOver(row.expires_at, now);
  return {
    object: OBJECTS[row.kind],
    status: isVerified ? 'verified' : (status ?? (isDead ? 'expired' : 'unverified')),
    // Clients know it by this name. Elsewhere, the identity is one of Google's, whichever way it was proven.
    strategy: row.kind === 'google_one_tap' ? row.kind : (strategy ?? row.kind),
    attempts: null,
    expire_at: row.expires_at,
    ...(error ? { error } : {}),
    ...(verified_at_client ? { verified_at_client } : {}),
    ...publicDataOf(row),
  };
}

/** Returns the part of a challenge's data that the browser needs. The rest stays on the server. */
function publicDataOf({ kind, data }: ChallengeRow): Partial<VerificationJSON> {
  if (kind !== 'passkey' && kind !== 'wallet' && kind !== 'email_link') return {};
  const { nonce, message, match_number } = JSON.parse(data) as Partial<VerificationJSON>;
  return Object.fromEntries(
    Object.entries({ nonce, message, match_number }).filter(([, value]) => value !== undefined),
  );
}

function objectOf(strategy: string): VerificationJSON['object'] {
  if (strategy.endsWith('_code')) return 'verification_otp';
  if (strategy.startsWith('oauth_')) return 'verification_oauth';
  if (strategy.startsWith('web3_')) return 'verification_web3';
  return `verification_${strategy}`;
}

function statusOf(code: CodeRow, maxTries: number, now: number): VerificationStatus {
  if (code.consumed_at !== null) return 'verified';
  if (code.revoked_at !== null || isOver(code.expires_at, now)) return 'expired';
  return code.tries >= maxTries ? 'failed' : 'unverified';
}
