import { PasskeyProblem } from './passkey-problem.ts';
import type { RelyingParty } from './relying-party.ts';

/**
 * Checks what the browser says about the ceremony (WebAuthn Level 3, sections 7.1 and 7.2, steps on `clientDataJSON`).
 * A page inside a frame of another site is refused: there the user cannot see who asks.
 *
 * @param encoded `clientDataJSON` in base64url
 * @param challenge the one handed out, in base64url
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

function parse(encoded: string): Record<string, unknown> {
  try {
    const data: unknown = JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'));
    if (typeof data === 'object' && data !== null) return data as Record<string, unknown>;
  } catch (error) {
    throw new PasskeyProblem('malformed', { cause: error });
  }
  throw new PasskeyProblem('malformed');
}
