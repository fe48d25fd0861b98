import type { FlowOptions } from '../../client/flows/types.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { declareOptions, type OptionKinds } from '../base/own-options.ts';
import type { Appearance } from '../styles/appearance/types.ts';
import { PageButton } from './page-button.ts';

const OPTIONS = {
  mode: 'text',
  forceRedirectUrl: 'text',
  fallbackRedirectUrl: 'text',
  signUpForceRedirectUrl: 'text',
  signUpFallbackRedirectUrl: 'text',
  initialValues: 'json',
  withSignUp: 'flag',
  oauthFlow: 'text',
  appearance: 'json',
} as const satisfies OptionKinds;

/**
 * A button that leads to the sign-in page, or opens the form in a dialog. Put your own button or link inside, or a text;
 * empty, it shows a button of its own.
 *
 * @summary Button to sign in.
 * @tag clerk-sign-in-button
 *
 * @attr {'redirect'|'modal'} [mode=redirect] - Goes to the sign-in page, or opens a dialog.
 * @attr {string} force-redirect-url - Where to go after signing in, even if the URL names another page.
 * @attr {string} fallback-redirect-url - Where to go after signing in if the URL names no page.
 * @attr {string} sign-up-force-redirect-url - Where to go after signing up instead, even if the URL names another page.
 * @attr {string} sign-up-fallback-redirect-url - Where to go after signing up instead if the URL names no page.
 * @attr {object} initial-values - `emailAddress`, `username` or `phoneNumber` to begin with, as JSON.
 * @attr {boolean} with-sign-up - Lets users without an account sign up in the same dialog.
 * @attr {'auto'|'redirect'|'popup'} [oauth-flow=auto] - Opens OAuth providers in the window of the dialog, or in a popup.
 * @attr {object} appearance - Clerk's appearance object for the dialog, as JSON or as a property.
 *
 * @slot - The button, a link, or a text that becomes one.
 *
 * @fires {ClerkErrorEvent} clerk-error - The page could not be found out. Cancel the event to show the reason yourself.
 *
 * @example
 * <clerk-sign-in-button mode="modal"><button>Log in</button></clerk-sign-in-button>
 */
export class ClerkSignInButton extends PageButton {
  /** @internal */
  static override readonly options = OPTIONS;
  static {
    declareOptions(this, OPTIONS);
  }

  /** Goes to the page of the form (`redirect`, default), or opens a dialog. */
  declare mode: 'redirect' | 'modal' | undefined;
  /** Where to go afterwards, even if the URL names another page. */
  declare forceRedirectUrl: string | undefined;
  /** Where to go afterwards if the URL names no page. */
  declare fallbackRedirectUrl: string | undefined;
  /** Where to go after signing up instead, even if the URL names another page. */
  declare signUpForceRedirectUrl: string | undefined;
  /** Where to go after signing up instead if the URL names no page. */
  declare signUpFallbackRedirectUrl: string | undefined;
  /** Values that the form begins with. */
  declare initialValues: FlowOptions['initialValues'] | undefined;
  /** Lets users without an account sign up in the same dialog. */
  declare withSignUp: boolean | undefined;
  /** Opens OAuth providers in this window, or in a popup. */
  declare oauthFlow: FlowOptions['oauthFlow'] | undefined;
  /** Clerk's appearance object for the dialog. */
  declare appearance: Appearance | undefined;

  protected override look() {
    return { className: 'cl-signInButton', text: 'signUp.start.actionLink' };
  }

  protected override async act(clerk: ClerkInstance, { mode, ...options }: Record<string, unknown>): Promise<void> {
    if (mode === 'modal') return clerk.openSignIn(options);
    await clerk.__internal_ensureLoaded();
    const { forceRedirectUrl, fallbackRedirectUrl } = options;
    await clerk.redirectToSignIn({
      ...options,
      signInForceRedirectUrl: forceRedirectUrl as string,
      signInFallbackRedirectUrl: fallbackRedirectUrl as string,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-sign-in-button': ClerkSignInButton;
  }
}
