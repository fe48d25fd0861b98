import type { AuthenticateWithWalletParams, ClerkInstance } from '../../client/types.ts';
import { declareOptions, type OptionKinds } from '../base/own-options.ts';
import { type ButtonLook, PageButton } from './page-button.ts';

const NAME = 'MetaMask';
const OPTIONS = {
  redirectUrl: 'text',
  signUpContinueUrl: 'text',
  secondFactorUrl: 'text',
  unsafeMetadata: 'json',
} as const satisfies OptionKinds;

/**
 * A button that signs in with the browser's MetaMask, or signs up if no account has the wallet. Put your own button or link
 * inside, or a text; empty, it shows a button of its own. For other wallets and for providers, use
 * `<clerk-authenticate-with-redirect-button>`.
 *
 * @summary Button to sign in with MetaMask.
 * @tag clerk-sign-in-with-metamask
 *
 * @attr {string} redirect-url - Where to go when the user is signed in; default as after any sign-in.
 * @attr {string} sign-up-continue-url - Where to go when the new account needs more fields; the sign-up page by default.
 * @attr {string} second-factor-url - Where to go when the account has a second factor; the sign-in page by default.
 * @attr {object} unsafe-metadata - Stored with a user who is created here, as JSON.
 *
 * @slot - The button, a link, or a text that becomes one.
 *
 * @fires {ClerkErrorEvent} clerk-error - There is no MetaMask, or the user declined. Cancel the event to show the reason
 *   yourself.
 */
export class ClerkSignInWithMetamask extends PageButton {
  /** @internal */
  static override readonly options = OPTIONS;
  static {
    declareOptions(this, OPTIONS);
  }

  /** Where to go when the user is signed in. */
  declare redirectUrl: string | undefined;
  /** Where to go when the new account needs more fields; the sign-up page by default. */
  declare signUpContinueUrl: string | undefined;
  /** Where to go when the account has a second factor; the sign-in page by default. */
  declare secondFactorUrl: string | undefined;
  /** Stored with the new user. */
  declare unsafeMetadata: Record<string, unknown> | undefined;

  protected override look(): ButtonLook {
    return {
      className: 'cl-signInWithMetamask',
      text: 'socialButtonsBlockButton',
      provider: NAME,
      mark: { id: 'wallet', name: NAME, logoUrl: '' },
    };
  }

  protected override act(clerk: ClerkInstance, options: AuthenticateWithWalletParams): Promise<void> {
    return clerk.authenticateWithMetamask(options);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-sign-in-with-metamask': ClerkSignInWithMetamask;
  }
}
