import { type PasskeyPage, thisPage } from './page.ts';

/** Does the browser know passkeys, and may this page use them? Plain HTTP pages may not. */
export function isSupported(page: PasskeyPage = thisPage()): boolean {
  return typeof page.PublicKeyCredential === 'function' && !!page.navigator.credentials;
}

/** Can passkeys be offered among the suggestions of a text field? Never rejects. */
export async function isAutofillSupported(page: PasskeyPage = thisPage()): Promise<boolean> {
  try {
    return isSupported(page) && (await page.PublicKeyCredential?.isConditionalMediationAvailable?.()) === true;
  } catch {
    return false;
  }
}
