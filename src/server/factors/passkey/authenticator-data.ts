import { createHash } from 'node:crypto';
import { PasskeyProblem } from './passkey-problem.ts';

const FLAGS_AT = 32;
const COUNTER_AT = 33;
/** Hash of the RP id, flags and counter (WebAuthn Level 3, section 6.1). */
const HEAD_BYTES = 37;
const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;

/**
 * Checks the fixed part of the authenticator data: bound to this relying party, made with the user at the device, who
 * proved to be its owner.
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
