import type { RelyingParty } from './relying-party.ts';

/** COSE identifiers of the algorithms that the server offers (RFC 9053, RFC 8812): ES256, RS256, EdDSA. */
export const ALGORITHMS = [-7, -257, -8] as const;

/** A passkey as the browser knows it. */
export interface KnownPasskey {
  /** In base64url. */
  readonly id: string;
  readonly transports: readonly string[];
}

/** The user that a passkey is created for. */
export interface PasskeyUser {
  /** The result of `userHandle`, in base64url. */
  readonly handle: string;
  /** Tells the accounts of one person apart in the browser's list: an email address or a username. */
  readonly name: string;
  readonly displayName: string;
}

/** Milliseconds the browser waits for the user (WebAuthn Level 3, section 15.1 advises five minutes). */
const TIMEOUT_MS = 300_000;

/**
 * Builds the options for creating a passkey, as the JSON text of `verification.nonce` (WebAuthn Level 3, section 5.4).
 * The passkey must be discoverable, because sign-in asks for no identifier, and must verify its user, because it signs
 * in on its own. The options ask for no attestation.
 *
 * @param challenge random bytes in base64url
 * @param exclude the passkeys that the user has
 */
export function creationOptions(
  rp: RelyingParty,
  user: PasskeyUser,
  exclude: readonly KnownPasskey[],
  challenge: string,
): string {
  return JSON.stringify({
    rp: { id: rp.id, name: rp.name },
    user: { id: user.handle, name: user.name, displayName: user.displayName },
    challenge,
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: TIMEOUT_MS,
    excludeCredentials: exclude.map(describe),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    attestation: 'none',
  });
}

/**
 * Builds the options for signing in with a passkey, as the JSON text of `verification.nonce` (WebAuthn Level 3, section
 * 5.5).
 *
 * @param challenge random bytes in base64url
 * @param allow the passkeys of the account; none when the user chooses the account in the browser
 */
export function requestOptions(rp: RelyingParty, allow: readonly KnownPasskey[], challenge: string): string {
  return JSON.stringify({
    challenge,
    rpId: rp.id,
    allowCredentials: allow.map(describe),
    timeout: TIMEOUT_MS,
    userVerification: 'required',
  });
}

function describe({ id, transports }: KnownPasskey): Record<string, unknown> {
  return { type: 'public-key', id, ...(transports.length > 0 ? { transports } : {}) };
}
