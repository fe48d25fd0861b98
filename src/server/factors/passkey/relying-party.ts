import { hash } from 'node:crypto';
import type { InstanceConfig } from '../../config/config.ts';

/** The site that passkeys belong to. */
export interface RelyingParty {
  /** The domain that passkeys are bound to, without scheme and port. */
  readonly id: string;
  /** The name that the browser shows. */
  readonly name: string;
  /** The exact origins whose pages may use passkeys. */
  readonly origins: readonly string[];
}

/** Returns the relying party of an instance. */
export function relyingParty(
  config: Pick<InstanceConfig, 'passkeys' | 'applicationName' | 'allowedOrigins'>,
): RelyingParty {
  return { id: config.passkeys.rpId, name: config.applicationName, origins: config.allowedOrigins };
}

/**
 * Returns the id of a user for authenticators: 32 opaque bytes in base64url. All passkeys of a user have the same, so
 * that an authenticator replaces its passkey instead of keeping two. It is not the user id, which tokens carry, because
 * an authenticator may show the handle to any person who holds it (WebAuthn Level 3, section 14.6.1). A user id is
 * random enough that its hash cannot be reversed.
 */
export function userHandle(userId: string): string {
  return hash('sha256', `passkey user handle\n${userId}`, 'base64url');
}
