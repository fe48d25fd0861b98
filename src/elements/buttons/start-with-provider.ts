import { formStep } from '../../client/flows/counterpart-step.ts';
import { absolute, address } from '../../client/platform/address.ts';
import { openPopup } from '../../client/platform/oauth-popup.ts';
import type { ClerkInstance, RedirectOptions } from '../../client/types.ts';
import type { Web3Strategy } from '../../protocol/strategies.ts';

/** Options of the button. */
export interface ProviderOptions {
  strategy?: string;
  redirectUrl?: string;
  forceRedirectUrl?: string;
  fallbackRedirectUrl?: string;
  signUpForceRedirectUrl?: string;
  signUpFallbackRedirectUrl?: string;
  oauthFlow?: string;
  oidcPrompt?: string;
  unsafeMetadata?: Record<string, unknown>;
}

/**
 * Signs in with a provider or a wallet.
 *
 * @throws {ClerkAPIResponseError} when the instance does not offer the strategy
 * @throws {ClerkRuntimeError} when the browser blocks the popup, the user closes it, or there is no such wallet
 */
export async function startWithProvider(clerk: ClerkInstance, options: ProviderOptions): Promise<void> {
  const { strategy = '', oidcPrompt, unsafeMetadata, oauthFlow } = options;
  const isWallet = strategy.startsWith('web3_');
  // A browser opens a popup only soon after the press.
  const popup = oauthFlow === 'popup' && !isWallet ? openPopup() : undefined;
  await clerk.__internal_ensureLoaded();
  const { forceRedirectUrl, fallbackRedirectUrl } = options;
  // Only the provider knows whether the user is new, so both lead to the same page unless the page says otherwise.
  const redirects = {
    signInForceRedirectUrl: forceRedirectUrl,
    signInFallbackRedirectUrl: fallbackRedirectUrl,
    signUpForceRedirectUrl: options.signUpForceRedirectUrl ?? forceRedirectUrl,
    signUpFallbackRedirectUrl: options.signUpFallbackRedirectUrl ?? fallbackRedirectUrl,
  } as RedirectOptions;
  const target = clerk.__internal_redirectTarget('signIn', options, new URLSearchParams(address.search));
  if (isWallet) {
    return clerk.authenticateWithWeb3({ strategy: strategy as Web3Strategy, redirectUrl: target, unsafeMetadata });
  }
  const params = {
    strategy,
    redirectUrl: absolute(options.redirectUrl ?? formStep(clerk.buildSignInUrl(redirects), 'sso-callback')),
    oidcPrompt,
  };
  const signIn = clerk.client?.signIn;
  if (!popup) return signIn?.authenticateWithRedirect({ ...params, redirectUrlComplete: absolute(target) });
  await signIn?.authenticateWithPopup({ ...params, popup });
  await clerk.handleRedirectCallback({ ...redirects, unsafeMetadata });
}
