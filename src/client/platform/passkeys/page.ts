/** What a ceremony uses of the page: `window`, or a stand-in. */
export interface PasskeyPage {
  readonly navigator: { readonly credentials?: Pick<CredentialsContainer, 'create' | 'get'> };
  readonly PublicKeyCredential?: { isConditionalMediationAvailable?(): Promise<boolean> };
}

/** The page this runs in. */
export function thisPage(): PasskeyPage {
  return globalThis as unknown as PasskeyPage;
}
