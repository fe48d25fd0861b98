import { toKebabCase } from '../../protocol/letter-case.ts';
import { isThisPage, mayDepart } from '../../client/platform/departures.ts';
import type { ClerkInstance, RedirectOptions } from '../../client/types.ts';
import { Gate } from './gate.ts';

/**
 * Sends visitors who are not signed in to the sign-in page, and back here afterwards. Does nothing while it is unknown
 * who the visitor is, or when the API cannot be reached.
 *
 * @summary Sends signed-out visitors to the sign-in page.
 * @tag clerk-redirect-to-sign-in
 *
 * @attr {string} redirect-url - Where to come back to; the current URL by default.
 * @attr {string} sign-in-force-redirect-url - Where a sign-in leads, whatever the URL says.
 * @attr {string} sign-in-fallback-redirect-url - Where a sign-in leads when nothing else says.
 * @attr {string} sign-up-force-redirect-url - Where a sign-up leads, whatever the URL says.
 * @attr {string} sign-up-fallback-redirect-url - Where a sign-up leads when nothing else says.
 */
export class ClerkRedirectToSignIn extends Gate {
  #left = false;

  protected override settled(signedIn: boolean, clerk: ClerkInstance): void {
    const stay = signedIn || this.#left;
    this.#left = !signedIn;
    if (stay) return;
    const options: { redirectUrl: string } & RedirectOptions = {
      redirectUrl: this.getAttribute('redirect-url') ?? location.href,
    };
    for (const name of OPTIONS) {
      const value = this.getAttribute(toKebabCase(name));
      if (value) options[name] = value;
    }
    const to = clerk.buildSignInUrl(options);
    const isHere = isThisPage(to);
    if (!isHere && mayDepart()) return void clerk.redirectToSignIn(options);
    console.error(
      `clerk-widgets: <clerk-redirect-to-sign-in> leads to ${to.replace(/#.*/, '')} (signInUrl, data-clerk-sign-in-url), ${
        isHere ? 'the page it is on. Take it out of there' : 'which leads back here before anybody signed in'
      }.`,
    );
  }
}

const OPTIONS = [
  'signInForceRedirectUrl',
  'signInFallbackRedirectUrl',
  'signUpForceRedirectUrl',
  'signUpFallbackRedirectUrl',
] as const satisfies (keyof RedirectOptions)[];

declare global {
  interface HTMLElementTagNameMap {
    'clerk-redirect-to-sign-in': ClerkRedirectToSignIn;
  }
}
