import { checkPublicKey } from './check-public-key.ts';
import { checkAuthenticatorData, checkClientData } from './check-response.ts';
import { ALGORITHMS } from './options.ts';
import { parseAttestation } from './parse-credential.ts';
import { PasskeyProblem } from './passkey-problem.ts';
import type { RelyingParty } from './relying-party.ts';

/** A new passkey, verified. */
export interface NewPasskey {
  /** In base64url. */
  readonly credentialId: string;
  /** COSE key (RFC 9052, section 7) in base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  /** The model id of the authenticator; all zeros when it does not tell. */
  readonly aaguid: string;
  /** The passkey is backed up, so it outlives the device. */
  readonly backedUp: boolean;
}

/**
 * Verifies the answer to creation options (WebAuthn Level 3, section 7.1).
 *
 * @param text the browser's answer as JSON text
 * @param challenge the challenge of the options, in base64url
 * @throws {PasskeyProblem} that names what is wrong
 */
export async function verifyCreation(text: string, challenge: string, rp: RelyingParty): Promise<NewPasskey> {
  const { id, clientDataJSON, attestationObject, transports } = parseAttestation(text);
  checkClientData(clientDataJSON, 'webauthn.create', challenge, rp);
  // Loaded at the first passkey, because instances without passkeys do not need it.
  const [
    { verifyRegistrationResponse },
    { decodeAttestationObject, decodeCredentialPublicKey, isoCBOR, parseAuthenticatorData },
  ] = await Promise.all([import('@simplewebauthn/server'), import('@simplewebauthn/server/helpers')]);
  const data = decode(() =>
    decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, 'base64url'))).get('authData'),
  );
  if (!(data instanceof Uint8Array)) throw new PasskeyProblem('malformed');
  checkAuthenticatorData(data, rp.id);
  const { credentialID, credentialPublicKey } = decode(() => parseAuthenticatorData(new Uint8Array(data)));
  if (!credentialID || !credentialPublicKey) throw new PasskeyProblem('malformed');
  if (Buffer.from(credentialID).toString('base64url') !== id) throw new PasskeyProblem('malformed');
  // The library types only the labels that it knows itself.
  checkPublicKey(decode(() => decodeCredentialPublicKey(credentialPublicKey) as unknown as Map<number, unknown>));
  // The attestation is left out: none was asked for, and to verify one can mean to fetch what it names.
  const bare = isoCBOR.encode(
    new Map<string, string | Map<string, never> | Uint8Array<ArrayBuffer>>([
      ['fmt', 'none'],
      ['attStmt', new Map<string, never>()],
      ['authData', new Uint8Array(data)],
    ]),
  );
  const verified = await verifyRegistrationResponse({
    response: {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON, attestationObject: Buffer.from(bare).toString('base64url') },
    },
    expectedChallenge: challenge,
    expectedOrigin: [...rp.origins],
    expectedRPID: rp.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: [...ALGORITHMS],
  }).catch((error: unknown) => {
    throw new PasskeyProblem('malformed', { cause: error });
  });
  if (!verified.verified) throw new PasskeyProblem('malformed');
  const { credential, aaguid, credentialBackedUp } = verified.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports,
    aaguid,
    backedUp: credentialBackedUp,
  };
}

/** Turns an error of a decoder into a refusal. */
function decode<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new PasskeyProblem('malformed', { cause: error });
  }
}
