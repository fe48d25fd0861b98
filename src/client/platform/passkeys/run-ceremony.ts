import { fromBase64url, toBase64url } from './base64url.ts';
import type { PasskeyPage } from './page.ts';
import { explainCeremony, passkeyError } from './passkey-error.ts';
import { isSupported } from './support.ts';

export interface Ceremony<Options, Response extends AuthenticatorResponse> {
  kind: Parameters<typeof explainCeremony>[1];
  page: PasskeyPage;
  /** Has the browser do its part. @param options their challenge is binary, the rest is as it came */
  ask: (options: Options) => Promise<Credential | null> | undefined;
  /** What the answer holds besides the client data. */
  describe: (response: Response) => object;
}

/**
 * What making a passkey and using one have in common.
 *
 * @param optionsJson what the browser is asked with, as `verification.nonce` holds it
 * @returns the value of `public_key_credential`
 * @throws {ClerkRuntimeError} with a code of `PasskeyErrorCode`
 */
export async function runCeremony<Options, Response extends AuthenticatorResponse>(
  optionsJson: string,
  { kind, page, ask, describe }: Ceremony<Options, Response>,
): Promise<string> {
  if (!isSupported(page)) throw passkeyError('passkey_not_supported');
  try {
    const options = JSON.parse(optionsJson);
    const credential = await ask({ ...options, challenge: fromBase64url(options.challenge) });
    if (!credential) throw new TypeError('The browser answered without a passkey.');
    const { type, id, rawId, authenticatorAttachment, response } = credential as PublicKeyCredential;
    return JSON.stringify({
      type,
      id,
      rawId: toBase64url(rawId),
      authenticatorAttachment,
      response: { clientDataJSON: toBase64url(response.clientDataJSON), ...describe(response as Response) },
    });
  } catch (error) {
    throw explainCeremony(error, kind);
  }
}

/** Lists of passkeys name them in base64url; the browser wants bytes. */
export function binaryIds<Each extends { id: string }>(list: readonly Each[] | undefined) {
  return list?.map((each) => ({ ...each, id: fromBase64url(each.id) }));
}
