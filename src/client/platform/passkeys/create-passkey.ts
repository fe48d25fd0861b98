import { fromBase64url, toBase64url } from './base64url.ts';
import { type PasskeyPage, thisPage } from './passkey-page.ts';
import { binaryIds, runCeremony, takeTurn } from './run-ceremony.ts';

/**
 * Has the browser create a passkey.
 *
 * @param optionsJson creation options, as `verification.nonce` holds them
 * @returns the value of `public_key_credential`
 * @throws {ClerkRuntimeError} with a `PasskeyErrorCode`
 */
export function createPasskey(
  optionsJson: string,
  { signal, page = thisPage() }: { signal?: AbortSignal; page?: PasskeyPage } = {},
): Promise<string> {
  return runCeremony(optionsJson, {
    kind: 'registration',
    page,
    ask(options: CreationOptionsJson) {
      const publicKey: PublicKeyCredentialCreationOptions = {
        ...options,
        user: { ...options.user, id: fromBase64url(options.user.id) },
        excludeCredentials: binaryIds(options.excludeCredentials),
      };
      return page.navigator.credentials?.create({ publicKey, signal: takeTurn(signal) });
    },
    describe: (response: AuthenticatorAttestationResponse) => ({
      attestationObject: toBase64url(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    }),
  });
}

type CreationOptionsJson = Omit<PublicKeyCredentialCreationOptions, 'user' | 'excludeCredentials'> & {
  user: Omit<PublicKeyCredentialUserEntity, 'id'> & { id: string };
  excludeCredentials?: { id: string; type: 'public-key' }[];
};
