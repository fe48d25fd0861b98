import { fromBase64url, toBase64url } from './base64url.ts';
import { takeTurn } from './one-at-a-time.ts';
import { type PasskeyPage, thisPage } from './page.ts';
import { explainCeremony, passkeyError } from './passkey-error.ts';
import { isSupported } from './support.ts';

export interface GetPasskeyOptions {
  /** `conditional` waits behind a field with `autocomplete="webauthn"`; default: the browser's dialog, at once. */
  mediation?: 'conditional' | 'optional';
  signal?: AbortSignal;
  page?: PasskeyPage;
}

/**
 * Has the user choose a passkey and prove to be its owner.
 *
 * @param optionsJson request options, as `verification.nonce` holds them
 * @returns the value of `public_key_credential`
 * @throws {ClerkRuntimeError} with a code of `PasskeyErrorCode`
 */
export async function getPasskey(
  optionsJson: string,
  { mediation = 'optional', signal, page = thisPage() }: GetPasskeyOptions = {},
): Promise<string> {
  if (!isSupported(page)) throw passkeyError('passkey_not_supported');
  try {
    const options = JSON.parse(optionsJson);
    const publicKey: PublicKeyCredentialRequestOptions = {
      ...options,
      challenge: fromBase64url(options.challenge),
      allowCredentials: options.allowCredentials?.map((each: { id: string }) => ({
        ...each,
        id: fromBase64url(each.id),
      })),
    };
    const chosen = await page.navigator.credentials?.get({ publicKey, mediation, signal: takeTurn(signal) });
    if (!chosen) throw new TypeError('The browser answered without a passkey.');
    const { type, id, rawId, authenticatorAttachment, response } = chosen as PublicKeyCredential;
    const { clientDataJSON, authenticatorData, signature, userHandle } = response as AuthenticatorAssertionResponse;
    return JSON.stringify({
      type,
      id,
      rawId: toBase64url(rawId),
      authenticatorAttachment,
      response: {
        clientDataJSON: toBase64url(clientDataJSON),
        authenticatorData: toBase64url(authenticatorData),
        signature: toBase64url(signature),
        userHandle: userHandle ? toBase64url(userHandle) : null,
      },
    });
  } catch (error) {
    throw explainCeremony(error, 'retrieval');
  }
}
