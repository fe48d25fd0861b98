/** Status of a session. Only `active` and `pending` sessions are signed in; all others are final. */
export type SessionStatus =
  | 'active'
  /** The user signed in, but has to finish a task. Clerk's own servers use it, this server does not. */
  | 'pending'
  /** The browser of the session ended it. */
  | 'ended'
  /** The browser of the session signed out, and removed the session from its client. */
  | 'removed'
  /** The user ended it from another session, for example in the list of devices. */
  | 'revoked'
  /** The session reached its longest lifetime. */
  | 'expired'
  /** The user was inactive for too long. */
  | 'abandoned'
  /** Another session took its place. Clerk's own servers use it, this server does not. */
  | 'replaced';

/** Accounts that can be signed in on one browser at the same time. */
export const MAX_ACCOUNTS = 10;

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

/** Returns whether a session with this status is signed in. */
export function isLiveSession(status: SessionStatus): boolean {
  return status === 'active' || status === 'pending';
}
