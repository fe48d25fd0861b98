import type { FlowOptions } from '../../client/flows/types.ts';
import type { ClerkInstance } from '../../client/types.ts';
import { declareOptions, type OptionKinds } from '../base/own-options.ts';
import { type ButtonLook, PageButton } from './page-button.ts';
import type { ProviderOptions } from './start-with-provider.ts';

const OPTIONS = {
  strategy: 'text',
  redirectUrl: 'text',
  forceRedirectUrl: 'text',
  fallbackRedirectUrl: 'text',
  signUpForceRedirectUrl: 'text',
  signUpFallbackRedirectUrl: 'text',
  oauthFlow: 'text',
  oidcPrompt: 'text',
  unsafeMetadata: 'json',
} as const satisfies OptionKinds;

/**
 * A button that signs in with one provider or wallet, or signs up if no account has it, without a form. Put your own button
 * or link inside, or a text; empty, it shows a button with the logo and the name of the provider.
 *
 * The provider leads back to the sign-in page, which goes on with what is missing. A page of your own can do the same with
 * `<clerk-sso-callback>`: name it in `redirect-url`.
 *
 * @summary Button to sign in with one provider.
 * @tag clerk-authenticate-with-redirect-button
 *
 * @attr {string} strategy - The provider or wallet: `oauth_google`, `oauth_custom_acme`, `web3_base_signature`, …
 * @attr {string} redirect-url - Page that the provider leads back to; the sign-in page by default.
 * @attr {string} force-redirect-url - Where to go afterwards, even if the URL names another page.
 * @attr {string} fallback-redirect-url - Where to go afterwards if the URL names no page.
 * @attr {string} sign-up-force-redirect-url - Where new users go instead, even if the URL names another page.
 * @attr {string} sign-up-fallback-redirect-url - Where new users go instead if the URL names no page.
 * @attr {'auto'|'redirect'|'popup'} [oauth-flow=auto] - Opens the provider in this window, or in a popup.
 * @attr {string} oidc-prompt - What the provider is asked to show, such as `select_account`.
 * @attr {object} unsafe-metadata - Stored with a user who is created here with a wallet or in a popup, as JSON.
 *
 * @slot - The button, a link, or a text that becomes one.
 *
 * @fires {ClerkErrorEvent} clerk-error - The provider could not be reached, or the user declined. Cancel the event to show
 *   the reason yourself.
 *
 * @example
 * <clerk-authenticate-with-redirect-button strategy="oauth_google"></clerk-authenticate-with-redirect-button>
 */
export class ClerkAuthenticateWithRedirectButton extends PageButton {
  /** @internal */
  static override readonly options = OPTIONS;
  static {
    declareOptions(this, OPTIONS);
  }

  /** The provider or wallet: `oauth_google`, `web3_base_signature`, … */
  declare strategy: string | undefined;
  /** Page that the provider leads back to; the sign-in page by default. */
  declare redirectUrl: string | undefined;
  /** Where to go afterwards, even if the URL names another page. */
  declare forceRedirectUrl: string | undefined;
  /** Where to go afterwards if the URL names no page. */
  declare fallbackRedirectUrl: string | undefined;
  /** Where to go after signing up instead, even if the URL names another page. */
  declare signUpForceRedirectUrl: string | undefined;
  /** Where to go after signing up instead if the URL names no page. */
  declare signUpFallbackRedirectUrl: string | undefined;
  /** Opens OAuth providers in this window, or in a popup. */
  declare oauthFlow: FlowOptions['oauthFlow'] | undefined;
  /** What the provider is asked to show, such as `select_account`. */
  declare oidcPrompt: string | undefined;
  /** Stored with the new user. */
  declare unsafeMetadata: Record<string, unknown> | undefined;

  protected override look(clerk: ClerkInstance | undefined): ButtonLook {
    const strategy = String(this.settings['strategy'] ?? '');
    const wallet = /^web3_(\w+)_signature$/.exec(strategy)?.[1];
    const id = wallet ?? strategy.replace('oauth_', '');
    const { name = nameOf(id), logo_url: logoUrl } =
      clerk?.__internal_environment?.user_settings.social?.[strategy] ?? {};
    return {
      className: 'cl-authenticateWithRedirectButton',
      text: 'socialButtonsBlockButton',
      provider: name,
      mark: { id: wallet ? 'wallet' : id, name, logoUrl: logoUrl ?? '' },
    };
  }

  protected override async act(clerk: ClerkInstance, options: Record<string, unknown>): Promise<void> {
    const { startWithProvider } = await import('./start-with-provider.ts');
    await startWithProvider(clerk, options as ProviderOptions);
  }
}

/** Turns `okx_wallet` into `Okx Wallet`, until the instance tells the name of a provider. */
function nameOf(id: string): string {
  return id.replace(/(^|_)(\w)/g, (_, gap: string, letter: string) => (gap && ' ') + letter.toUpperCase());
}

declare global {
  interface HTMLElementTagNameMap {
    'clerk-authenticate-with-redirect-button': ClerkAuthenticateWithRedirectButton;
  }
}
