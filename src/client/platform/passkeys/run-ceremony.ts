import { fromBase64url, toBase64url } from './base64url.ts';
import { explainCeremony, passkeyError } from './passkey-error.ts';
import { isSupported, type PasskeyPage } from './passkey-page.ts';

export interface Ceremony<Options, Response extends AuthenticatorResponse> {
  kind: Parameters<typeof explainCeremony>[1];
  page: PasskeyPage;
  /** Calls the browser. @param options the parsed options; only their challenge is binary */
  ask: (options: Options) => Promise<Credential | null> | undefined;
  /** Returns what the server needs of the response besides the client data. */
  describe: (response: Response) => object;
}

let ongoing: AbortController | undefined;

/**
 * The part that creating and using a passkey have in common.
 *
 * @param optionsJson options for the browser, as `verification.nonce` holds them
 * @returns the value of `public_key_credential`
 * @throws {ClerkRuntimeError} with a `PasskeyErrorCode`
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

/** Decodes the ids of a list of passkeys: the server sends base64url, the browser wants bytes. */
export function binaryIds<Each extends { id: string }>(list: readonly Each[] | undefined) {
  return list?.map((each) => ({ ...each, id: fromBase64url(each.id) }));
}

/**
 * Ends the ongoing ceremony, because a browser runs only one at a time: a request that waits behind a text field would
 * make the dialog of a button fail.
 *
 * @param outer also ends the new ceremony
 * @returns the signal of the new ceremony
 */
export function takeTurn(outer?: AbortSignal): AbortSignal {
  // What is over before it begins ends nothing.
  if (outer?.aborted) return outer;
  ongoing?.abort();
  const mine = new AbortController();
  ongoing = mine;
  outer?.addEventListener('abort', () => mine.abort(outer.reason), { once: true, signal: mine.signal });
  return mine.signal;
}
