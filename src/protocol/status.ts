export type SessionStatus =
  | 'active'
  | 'pending'
  | 'ended'
  | 'removed'
  | 'revoked'
  | 'expired'
  | 'abandoned'
  | 'replaced';

export type SignInStatus =
  | 'needs_identifier'
  | 'needs_first_factor'
  | 'needs_second_factor'
  | 'needs_client_trust'
  | 'needs_new_password'
  | 'needs_protect_check'
  | 'complete'
  | 'abandoned';

export type SignUpStatus = 'missing_requirements' | 'complete' | 'abandoned';

/** Which factors a reverification asks for. */
export type ReverificationLevel = 'first_factor' | 'second_factor' | 'multi_factor';

export type ReverificationStatus = 'needs_first_factor' | 'needs_second_factor' | 'complete';

export type VerificationStatus = 'unverified' | 'verified' | 'transferable' | 'failed' | 'expired';

/** Whether a session of a client counts as signed in. */
export function isLiveSession(status: SessionStatus): boolean {
  return status === 'active' || status === 'pending';
}
