import { toBase64url } from './base64url.ts';
import { type PasskeyPage, thisPage } from './passkey-page.ts';
import { binaryIds, runCeremony, takeTurn } from './run-ceremony.ts';

export interface GetPasskeyOptions {
  /** `conditional`: wait behind a field with `autocomplete="webauthn"`. Default: open the browser's dialog at once. */
  mediation?: 'conditional' | 'optional';
  signal?: AbortSignal;
  page?: PasskeyPage;
}

/**
 * Has the user choose a passkey and prove that it is theirs.
 *
 * @param optionsJson request options, as `verification.nonce` holds them
 * @returns the value of `public_key_credential`
 * @throws {ClerkRuntimeError} with a `PasskeyErrorCode`
 */
export function getPasskey(
  optionsJson: string,
  { mediation = 'optional', signal, page = thisPage() }: GetPasskeyOptions = {},
): Promise<string> {
  return runCeremony(optionsJson, {
    kind: 'retrieval',
    page,
    ask(options: RequestOptionsJson) {
      const publicKey: PublicKeyCredentialRequestOptions = {
        ...options,
        allowCredentials: binaryIds(options.allowCredentials),
      };
      return page.navigator.credentials?.get({ publicKey, mediation, signal: takeTurn(signal) });
    },
    describe: ({ authenticatorData, signature, userHandle }: AuthenticatorAssertionResponse) => ({
      authenticatorData: toBase64url(authenticatorData),
      signature: toBase64url(signature),
      userHandle: userHandle ? toBase64url(userHandle) : null,
    }),
  });
}

type RequestOptionsJson = Omit<PublicKeyCredentialRequestOptions, 'allowCredentials'> & {
  allowCredentials?: { id: string; type: 'public-key' }[];
};
