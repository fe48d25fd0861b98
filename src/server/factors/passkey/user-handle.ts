import { hash } from 'node:crypto';

/**
 * What an authenticator keeps to name the user: 32 opaque bytes in base64url. One for all passkeys of a user, so that
 * an authenticator replaces its passkey rather than keeping two; and not the user id, which tokens carry, since
 * authenticators may show the handle to whoever holds them (WebAuthn Level 3, section 14.6.1). The user id is random
 * enough that the hash cannot be turned back.
 */
export function userHandle(userId: string): string {
  return hash('sha256', `passkey user handle\n${userId}`, 'base64url');
}
