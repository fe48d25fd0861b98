import type { EnvironmentJSON } from '../../protocol/json/environment.ts';
import type { BackendUser } from '../api/resources.ts';
import type { Auth } from '../auth.ts';

/** What every rendered element may be told. */
export interface RenderElementOptions {
  /** Clerk's appearance object, as the element takes it. Functions in it do not reach the page. */
  appearance?: object | undefined;
  /** Texts that replace the default ones, under Clerk's keys. */
  localization?: object | undefined;
  /**
   * Language of the page, as in `<html lang>`. The element is drawn in it where there are texts in it, as the script will
   * draw it: a `locale` in `localization` comes first. Default: English.
   */
  language?: string | undefined;
  /** Forces a color scheme, or follows the system; default is the page's. */
  colorScheme?: 'light' | 'dark' | 'auto' | undefined;
  /**
   * What the page gives to `Clerk.load()`: `appearance`, `localization` and `signUpUrl` of all elements, …. It is not written
   * into the page.
   */
  loadOptions?: object | undefined;
  /** Nonce of your Content-Security-Policy for `<style>`. Default: none, and the policy has the hash. */
  nonce?: string | undefined;
  /**
   * The environment of the instance, as `GET /v1/environment` answers it, to render without the network. Default: it is
   * fetched, and kept in memory.
   */
  environment?: EnvironmentJSON | undefined;
  /**
   * Tells elements of one kind on a page apart: letters, digits and `-`. Default: none, as is right for one sign-in form and
   * one user button.
   */
  name?: string | undefined;
}

/** What both forms may be told. The names are those of the properties of the elements. */
export interface RenderFormOptions extends RenderElementOptions {
  /** Where the step is kept: in the path, in the hash or in memory. Default: the path if `path` is given, else the hash. */
  routing?: 'path' | 'hash' | 'virtual' | undefined;
  /** Path of the page, such as `/sign-in`; it implies path routing. */
  path?: string | undefined;
  /** Where to go afterwards, even if the URL names another page. */
  forceRedirectUrl?: string | null | undefined;
  /** Where to go afterwards if the URL names no page. */
  fallbackRedirectUrl?: string | null | undefined;
  /** Values to begin with: `emailAddress`, `username`, `phoneNumber`, … */
  initialValues?: Readonly<Record<string, string | undefined>> | undefined;
  /** Stored with a user who is created. Pages see it. */
  unsafeMetadata?: Readonly<Record<string, unknown>> | undefined;
  /** Opens OAuth providers in this window, or in a popup. */
  oauthFlow?: 'auto' | 'redirect' | 'popup' | undefined;
  /** Focuses the first field; default for path routing. */
  autofocus?: boolean | undefined;
  /**
   * URL of the page that is rendered, `request.url`. Its `redirect_url` and the like are kept, and relative targets begin at
   * its origin, so that a person without JavaScript comes back to the right page.
   */
  url?: string | undefined;
  /**
   * Where the form goes without JavaScript. Default: the page of the server for the same task, `https://FRONTEND-API/sign-in`,
   * also where the instance names a page of yours: that one could not read what the form sends.
   */
  action?: string | undefined;
}

/** Options of `renderSignIn`. */
export interface RenderSignInOptions extends RenderFormOptions {
  /** Page with the sign-up form; default from the instance. */
  signUpUrl?: string | undefined;
  /** Page with the form of the waitlist; default from the instance. */
  waitlistUrl?: string | undefined;
  /** Where to go after signing up instead, even if the URL names another page. */
  signUpForceRedirectUrl?: string | null | undefined;
  /** Where to go after signing up instead if the URL names no page. */
  signUpFallbackRedirectUrl?: string | null | undefined;
  /** Lets users without an account sign up here. */
  withSignUp?: boolean | undefined;
  /** Greets accounts that have signed in with this browser before; default from the instance. */
  welcomeBack?: boolean | undefined;
}

/** Options of `renderSignUp`. */
export interface RenderSignUpOptions extends RenderFormOptions {
  /** Page with the sign-in form; default from the instance. */
  signInUrl?: string | undefined;
  /** Where to go after signing in instead, even if the URL names another page. */
  signInForceRedirectUrl?: string | null | undefined;
  /** Where to go after signing in instead if the URL names no page. */
  signInFallbackRedirectUrl?: string | null | undefined;
}

/** What is shown of a user: a user of the Backend API, or your own record of one. */
export type ShownUser = Pick<BackendUser, 'id'> &
  Partial<Pick<BackendUser, 'fullName' | 'firstName' | 'lastName' | 'username' | 'imageUrl' | 'hasImage'>> & {
    primaryEmailAddress?: { emailAddress: string } | null;
  };

/** Options of `renderUserButton`. */
export interface RenderUserButtonOptions extends RenderElementOptions {
  /**
   * Who sent the request: `getAuth(request)` or `state.toAuth()`. Without it, and for a visitor who is not signed in, the
   * element is rendered without content.
   */
  auth?: Auth | undefined;
  /**
   * The user, such as from `clerk.users.getUser(auth.userId)`. Default: the claims `name` and `picture` of the session token,
   * where the instance adds them; without both, the button has its size and no face until the browser knows.
   */
  user?: ShownUser | null | undefined;
  /** Shows the name beside the picture. */
  showName?: boolean | undefined;
  /** Whether "Manage account" opens a dialog or a page. */
  userProfileMode?: 'modal' | 'navigation' | undefined;
  /** That page; default from the instance. */
  userProfileUrl?: string | undefined;
  /** Page that "Add account" leads to; default from the instance. */
  signInUrl?: string | undefined;
  /** Where to go after signing out of the last account, or of all; default from the instance. */
  afterSignOutUrl?: string | undefined;
  /** Where to go after switching accounts; default from the instance. */
  afterSwitchSessionUrl?: string | undefined;
  /**
   * HTML of the children of the element, such as `<clerk-user-button-link …>`. It is written as it is: escape what comes from
   * users.
   */
  children?: string | undefined;
}
