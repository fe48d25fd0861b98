import { fromBase64url, toBase64url } from './base64url.ts';
import { takeTurn } from './one-at-a-time.ts';
import { type PasskeyPage, thisPage } from './page.ts';
import { explainCeremony, passkeyError } from './passkey-error.ts';
import { isSupported } from './support.ts';

interface Descriptor {
  id: string;
}

/**
 * Makes a passkey.
 *
 * @param optionsJson creation options, as `verification.nonce` holds them
 * @returns the value of `public_key_credential`
 * @throws {ClerkRuntimeError} with a code of `PasskeyErrorCode`
 */
export async function createPasskey(
  optionsJson: string,
  { signal, page = thisPage() }: { signal?: AbortSignal; page?: PasskeyPage } = {},
): Promise<string> {
  if (!isSupported(page)) throw passkeyError('passkey_not_supported');
  try {
    const options = JSON.parse(optionsJson);
    const publicKey: PublicKeyCredentialCreationOptions = {
      ...options,
      challenge: fromBase64url(options.challenge),
      user: { ...options.user, id: fromBase64url(options.user.id) },
      excludeCredentials: options.excludeCredentials?.map((each: Descriptor) => ({
        ...each,
        id: fromBase64url(each.id),
      })),
    };
    const made = await page.navigator.credentials?.create({ publicKey, signal: takeTurn(signal) });
    if (!made) throw new TypeError('The browser answered without a passkey.');
    const { type, id, rawId, authenticatorAttachment, response } = made as PublicKeyCredential;
    const { clientDataJSON, attestationObject, getTransports } = response as AuthenticatorAttestationResponse;
    return JSON.stringify({
      type,
      id,
      rawId: toBase64url(rawId),
      authenticatorAttachment,
      response: {
        clientDataJSON: toBase64url(clientDataJSON),
        attestationObject: toBase64url(attestationObject),
        transports: getTransports?.call(response) ?? [],
      },
    });
  } catch (error) {
    throw explainCeremony(error, 'registration');
  }
}
