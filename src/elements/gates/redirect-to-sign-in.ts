import { toKebabCase } from '../../protocol/letter-case.ts';
import { address } from '../../client/platform/address.ts';
import { isThisPage, mayDepart } from '../../client/platform/departures.ts';
import type { ClerkInstance, RedirectOptions } from '../../client/types.ts';
import { Gate } from './gate.ts';

/**
 * Sends users who are not signed in to the sign-in page, and back here afterwards. Does nothing while it is unknown
 * whether a user is signed in, or if the API cannot be reached.
 *
 * @summary Sends signed-out users to the sign-in page.
 * @tag clerk-redirect-to-sign-in
 *
 * @attr {string} redirect-url - Where to go after signing in or up; the current URL by default.
 * @attr {string} sign-in-force-redirect-url - Where to go after signing in, even if the URL names another page.
 * @attr {string} sign-in-fallback-redirect-url - Where to go after signing in if the URL names no page.
 * @attr {string} sign-up-force-redirect-url - Where to go after signing up, even if the URL names another page.
 * @attr {string} sign-up-fallback-redirect-url - Where to go after signing up if the URL names no page.
 */
export class ClerkRedirectToSignIn extends Gate {
  #left = false;

  protected override settled(signedIn: boolean, clerk: ClerkInstance): void {
    const stay = signedIn || this.#left;
    this.#left = !signedIn;
    if (stay) return;
    const options: { redirectUrl: string } & RedirectOptions = {
      redirectUrl: this.getAttribute('redirect-url') ?? address.href,
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
