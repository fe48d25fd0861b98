import { checkAuthenticatorData, checkClientData } from './check-response.ts';
import type { Assertion } from './parse-credential.ts';
import { PasskeyProblem } from './passkey-problem.ts';
import type { RelyingParty } from './relying-party.ts';

/** A stored passkey, as of its last use. */
export interface StoredPasskey {
  readonly credentialId: string;
  /** COSE key in base64url. */
  readonly publicKey: string;
  readonly counter: number;
  /** The `userHandle` of its owner. */
  readonly handle: string;
}

/** What a use of a passkey changes in its row. */
export interface UsedPasskey {
  readonly counter: number;
  readonly backedUp: boolean;
}

/**
 * Verifies the answer to request options (WebAuthn Level 3, section 7.2). It refuses a counter that does not rise,
 * which is the sign of a copied passkey. Authenticators without a counter always send zero.
 *
 * @param challenge the challenge of the options, in base64url
 * @param isDiscovered the passkey identified the user, so it must hold the user handle
 * @throws {PasskeyProblem} that names what is wrong
 */
export async function verifyRequest(
  assertion: Assertion,
  challenge: string,
  rp: RelyingParty,
  passkey: StoredPasskey,
  isDiscovered: boolean,
): Promise<UsedPasskey> {
  const { id, clientDataJSON, authenticatorData, signature, userHandle } = assertion;
  checkClientData(clientDataJSON, 'webauthn.get', challenge, rp);
  if (id !== passkey.credentialId) throw new PasskeyProblem('malformed');
  if (userHandle === null ? isDiscovered : userHandle !== passkey.handle) throw new PasskeyProblem('user-handle');
  const counter = checkAuthenticatorData(Buffer.from(authenticatorData, 'base64url'), rp.id);
  if (counter <= passkey.counter && (counter > 0 || passkey.counter > 0)) throw new PasskeyProblem('counter');
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const response = { clientDataJSON, authenticatorData, signature, ...(userHandle === null ? {} : { userHandle }) };
  const verified = await verifyAuthenticationResponse({
    response: { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response },
    expectedChallenge: challenge,
    expectedOrigin: [...rp.origins],
    expectedRPID: rp.id,
    requireUserVerification: true,
    credential: {
      id: passkey.credentialId,
      publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
      counter: passkey.counter,
    },
  }).catch((error: unknown) => {
    throw new PasskeyProblem('malformed', { cause: error });
  });
  if (!verified.verified) throw new PasskeyProblem('signature');
  return { counter, backedUp: verified.authenticationInfo.credentialBackedUp };
}
