import type {
  AuthenticateWithWalletParams,
  ClerkInstance,
  FurtherClerkMembers,
  MissingMembers,
  SdkMembers,
} from '../types.ts';

type PageMembers = Omit<FurtherClerkMembers, keyof MissingMembers | keyof SdkMembers | '__internal_state'>;

/** The members of an instance that pages call without an element's help, and that few pages call. */
export const clerkMembers: PageMembers & ThisType<ClerkInstance> = {
  buildHomeUrl() {
    return this.__internal_environment?.display_config.home_url || '/';
  },
  redirectWithAuth(to: string) {
    return this.navigate(this.buildUrlWithAuth(to));
  },
  redirectToWaitlist() {
    return this.navigate(this.buildWaitlistUrl());
  },
  redirectToAfterSignIn() {
    return this.navigate(this.buildAfterSignInUrl());
  },
  redirectToAfterSignUp() {
    return this.navigate(this.buildAfterSignUpUrl());
  },
  redirectToAfterSignOut() {
    return this.navigate(this.buildAfterSignOutUrl());
  },
  authenticateWithCoinbaseWallet(params?: AuthenticateWithWalletParams) {
    return this.authenticateWithWeb3({ ...params, strategy: 'web3_coinbase_wallet_signature' });
  },
  authenticateWithBase(params?: AuthenticateWithWalletParams) {
    return this.authenticateWithWeb3({ ...params, strategy: 'web3_base_signature' });
  },
  authenticateWithOKXWallet(params?: AuthenticateWithWalletParams) {
    return this.authenticateWithWeb3({ ...params, strategy: 'web3_okx_wallet_signature' });
  },
};
