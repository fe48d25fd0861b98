import { Redirect } from './redirect.ts';

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
export class ClerkRedirectToSignIn extends Redirect {
  protected override readonly page = 'SignIn';
  protected override readonly setting = 'signInUrl, data-clerk-sign-in-url';
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-redirect-to-sign-in': ClerkRedirectToSignIn;
  }
}
