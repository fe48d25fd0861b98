import type { Web3Strategy } from '../../protocol/strategies.ts';
import { authenticateWithWallet } from '../callbacks/authenticate-with-wallet.ts';
import type { Instance } from './instance.ts';
import { handleEmailLinkVerification } from '../callbacks/handle-email-link.ts';
import { handleRedirectCallback } from '../callbacks/handle-redirect-callback.ts';
import type { AuthenticateWithWalletParams, ClerkInstance, ComponentControls, VerificationProps } from '../types.ts';

type WithScreens = ClerkInstance & { readonly __internal_components: ComponentControls };

/** What the lazy methods of an instance do. */
export const facadeMethods = ({ resources }: Instance) => ({
  joinWaitlist: (_: ClerkInstance, params: { emailAddress: string }) =>
    resources.call<{ id: string }>('/waitlist', { method: 'POST', body: params }),
  handleEmailLinkVerification,
  handleRedirectCallback,
  __internal_openReverification: (clerk: ClerkInstance, props: VerificationProps = {}) =>
    (clerk as WithScreens).__internal_components.open('UserVerification', { ...props }),
  __internal_closeReverification: (clerk: ClerkInstance) =>
    (clerk as WithScreens).__internal_components.close('UserVerification'),
  authenticateWithWeb3: authenticateWithWallet,
  authenticateWithMetamask: withWallet('web3_metamask_signature'),
  authenticateWithCoinbaseWallet: withWallet('web3_coinbase_wallet_signature'),
  authenticateWithBase: withWallet('web3_base_signature'),
  authenticateWithOKXWallet: withWallet('web3_okx_wallet_signature'),
});

function withWallet(strategy: Web3Strategy) {
  return (clerk: ClerkInstance, params: AuthenticateWithWalletParams = {}) =>
    authenticateWithWallet(clerk, { ...params, strategy });
}
