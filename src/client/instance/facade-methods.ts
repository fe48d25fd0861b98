import { authenticateWithWallet } from '../callbacks/authenticate-with-wallet.ts';
import type { CallbackContext } from '../callbacks/callback-context.ts';
import { authenticateWithGoogleOneTap, handleGoogleOneTapCallback } from '../callbacks/google-one-tap.ts';
import { handleEmailLinkVerification } from '../callbacks/handle-email-link.ts';
import { handleRedirectCallback } from '../callbacks/handle-redirect-callback.ts';
import type { ResourceContext } from '../resources/resource-context.ts';
import type { AuthenticateWithWalletParams, ComponentControls, VerificationProps } from '../types.ts';

/** What the lazy methods of an instance are called with. */
export interface FacadeParts extends CallbackContext {
  readonly resources: ResourceContext;
  components(): ComponentControls;
}

/** The methods of an instance whose code is loaded when one of them is called first: root of their segment. */
export const facadeMethods = {
  joinWaitlist: ({ resources }: FacadeParts, params: { emailAddress: string }) =>
    resources.call<{ id: string }>('/waitlist', { method: 'POST', body: params }),
  handleEmailLinkVerification,
  handleRedirectCallback,
  __internal_openReverification: ({ components }: FacadeParts, props: VerificationProps = {}) =>
    components().open('UserVerification', { ...props }),
  __internal_closeReverification: ({ components }: FacadeParts) => components().close('UserVerification'),
  authenticateWithGoogleOneTap,
  handleGoogleOneTapCallback,
  authenticateWithWeb3: authenticateWithWallet,
  authenticateWithMetamask: (parts: FacadeParts, params: AuthenticateWithWalletParams = {}) =>
    authenticateWithWallet(parts, { ...params, strategy: 'web3_metamask_signature' }),
};
