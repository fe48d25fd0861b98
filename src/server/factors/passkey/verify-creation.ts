import { checkAuthenticatorData } from './authenticator-data.ts';
import { checkPublicKey } from './check-public-key.ts';
import { checkClientData } from './client-data.ts';
import { ALGORITHMS } from './options.ts';
import { parseAttestation } from './parse-credential.ts';
import { PasskeyProblem } from './passkey-problem.ts';
import type { RelyingParty } from './relying-party.ts';

/** A passkey that was proven to exist. */
export interface NewPasskey {
  /** In base64url. */
  readonly credentialId: string;
  /** COSE key (RFC 9052, section 7) in base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  /** Model of the authenticator; all zero when it does not tell. */
  readonly aaguid: string;
  /** Kept in an account of the user, so that it outlives the device. */
  readonly backedUp: boolean;
}

/**
 * Judges the answer to creation options (WebAuthn Level 3, section 7.1).
 *
 * @param text the browser's answer as JSON text
 * @param challenge the one that was in the options, in base64url
 * @throws {PasskeyProblem} naming what is wrong
 */
export async function verifyCreation(text: string, challenge: string, rp: RelyingParty): Promise<NewPasskey> {
  const { id, clientDataJSON, attestationObject, transports } = parseAttestation(text);
  checkClientData(clientDataJSON, 'webauthn.create', challenge, rp);
  // Fetched at the first passkey: an instance without any need not carry it.
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
  checkPublicKey(decode(() => decodeCredentialPublicKey(credentialPublicKey) as unknown as Map<number, unknown>));
  // The statement about the maker is left out: none was asked for, and judging one can mean fetching what it names.
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

/** What cannot be decoded is refused, not an accident. */
function decode<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new PasskeyProblem('malformed', { cause: error });
  }
}
