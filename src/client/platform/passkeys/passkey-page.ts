/** What a passkey ceremony uses of the page: `window`, or a stand-in. */
export interface PasskeyPage {
  readonly navigator: { readonly credentials?: Pick<CredentialsContainer, 'create' | 'get'> };
  readonly PublicKeyCredential?: { isConditionalMediationAvailable?(): Promise<boolean> };
}

export function thisPage(): PasskeyPage {
  // TypeScript declares `isConditionalMediationAvailable` as always there, which it is not in every browser.
  return globalThis as unknown as PasskeyPage;
}

/** Returns whether the browser has passkeys and this page may use them. A page on plain HTTP may not. */
export function isSupported(page: PasskeyPage = thisPage()): boolean {
  return typeof page.PublicKeyCredential === 'function' && !!page.navigator.credentials;
}

/** Returns whether the browser can offer passkeys among the suggestions of a text field. Never rejects. */
export async function isAutofillSupported(page: PasskeyPage = thisPage()): Promise<boolean> {
  try {
    return isSupported(page) && (await page.PublicKeyCredential?.isConditionalMediationAvailable?.()) === true;
  } catch {
    return false;
  }
}
