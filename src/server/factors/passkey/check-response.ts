import { createHash } from 'node:crypto';
import { PasskeyProblem } from './passkey-problem.ts';
import type { RelyingParty } from './relying-party.ts';

const FLAGS_AT = 32;
const COUNTER_AT = 33;
/** Length of the RP id's hash, the flags and the counter (WebAuthn Level 3, section 6.1). */
const HEAD_BYTES = 37;
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;

/**
 * Checks what the browser says about a ceremony (WebAuthn Level 3, sections 7.1 and 7.2, steps on `clientDataJSON`).
 * It refuses pages in a frame of another site, where the user cannot see which site asks.
 *
 * @param encoded `clientDataJSON` in base64url
 * @param challenge the challenge that was handed out, in base64url
 * @throws {PasskeyProblem}
 */
export function checkClientData(
  encoded: string,
  type: 'webauthn.create' | 'webauthn.get',
  challenge: string,
  rp: RelyingParty,
): void {
  const data = parse(encoded);
  if (data.type !== type) throw new PasskeyProblem('type');
  if (data.challenge !== challenge) throw new PasskeyProblem('challenge');
  if (typeof data.origin !== 'string' || !rp.origins.includes(data.origin)) throw new PasskeyProblem('origin');
  if ((data.crossOrigin ?? false) !== false || data.topOrigin !== undefined) throw new PasskeyProblem('cross-origin');
}

/**
 * Checks the fixed part of the authenticator data: it is bound to this relying party, and the authenticator verified
 * its user, who was present.
 *
 * @returns the signature counter
 * @throws {PasskeyProblem}
 */
export function checkAuthenticatorData(data: Uint8Array, rpId: string): number {
  if (data.length < HEAD_BYTES) throw new PasskeyProblem('malformed');
  const expected = createHash('sha256').update(rpId).digest();
  if (!expected.equals(data.subarray(0, FLAGS_AT))) throw new PasskeyProblem('rp-id');
  const flags = data[FLAGS_AT] ?? 0;
  if (!(flags & USER_PRESENT)) throw new PasskeyProblem('user-presence');
  if (!(flags & USER_VERIFIED)) throw new PasskeyProblem('user-verification');
  return new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(COUNTER_AT);
}

function parse(encoded: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
    if (typeof data === 'object' && data !== null) return data as Record<string, unknown>;
  } catch (error) {
    throw new PasskeyProblem('malformed', { cause: error });
  }
  throw new PasskeyProblem('malformed');
}
