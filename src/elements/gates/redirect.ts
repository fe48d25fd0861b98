import { address } from '../../client/platform/address.ts';
import { isThisPage, mayDepart } from '../../client/platform/departures.ts';
import type { ClerkInstance, RedirectOptions } from '../../client/types.ts';
import { toKebabCase } from '../../protocol/letter-case.ts';
import { Gate, isSignedIn } from './gate.ts';

const OPTIONS = [
  'signInForceRedirectUrl',
  'signInFallbackRedirectUrl',
  'signUpForceRedirectUrl',
  'signUpFallbackRedirectUrl',
] as const satisfies (keyof RedirectOptions)[];

/**
 * The base of elements that send users to another page. They do so once for each time that a user signs in or out, and
 * stop when that page leads back, or is the one that they are on.
 */
export abstract class Redirect extends Gate {
  #left = false;

  /** Where to: `buildSignInUrl` and `redirectToSignIn`, and so on. */
  protected abstract readonly page: 'SignIn' | 'SignUp' | 'UserProfile';
  /** The settings that name that page. */
  protected abstract readonly setting: string;

  protected override changed(clerk: ClerkInstance): void {
    const { page, setting, localName } = this;
    const signedIn = isSignedIn(clerk);
    // The URL of the page comes with the environment.
    if (signedIn === undefined || clerk.status !== 'ready') return;
    const isDue = signedIn === (page === 'UserProfile');
    const stay = !isDue || this.#left;
    this.#left = isDue;
    if (stay) return;
    const options: { redirectUrl: string } & RedirectOptions = {
      redirectUrl: this.getAttribute('redirect-url') ?? address.href,
    };
    for (const name of OPTIONS) {
      const value = this.getAttribute(toKebabCase(name));
      if (value) options[name] = value;
    }
    const to = clerk[`build${page}Url`](options);
    const isHere = isThisPage(to);
    if (!isHere && mayDepart()) return void clerk[`redirectTo${page}`](options);
    console.error(
      `clerk-widgets: <${localName}> leads to ${to.replace(/#.*/, '')} (${setting}), ${
        isHere ? 'the page it is on. Take it out of there' : 'which leads back here'
      }.`,
    );
  }
}
