import type {
  AbsentMembers,
  AuthenticateWithWalletParams,
  ClerkInstance,
  FurtherClerkMembers,
  MissingComponentMethods,
  MissingComponentName,
  MissingDialogName,
  SdkMembers,
} from '../types.ts';

const MOUNTED = [
  'OrganizationProfile',
  'CreateOrganization',
  'OrganizationSwitcher',
  'OrganizationList',
  'PricingTable',
  'APIKeys',
  'OAuthConsent',
  'TaskChooseOrganization',
  'TaskResetPassword',
  'TaskSetupMFA',
] as const satisfies readonly MissingComponentName[];
const OPENED = [
  'OrganizationProfile',
  'CreateOrganization',
  'InviteMembers',
] as const satisfies readonly MissingDialogName[];

type Props = Record<string, unknown>;

/** The members of an instance that pages call without an element's help, and that few pages call. */
export const clerkMembers = {
  ...missingComponents(),
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
} satisfies Omit<FurtherClerkMembers, keyof AbsentMembers | keyof SdkMembers | '__internal_state'> &
  ThisType<ClerkInstance>;

/** Adds `mountX`, `unmountX`, `openX` and `closeX` of components that this release does not have. */
function missingComponents(): MissingComponentMethods {
  const methods: Record<string, (this: ClerkInstance, ...args: never[]) => void> = {};
  for (const name of MOUNTED) {
    methods[`mount${name}`] = function (node: HTMLElement, props?: Props) {
      this.__internal_components.mount(name, node, props);
    };
    methods[`unmount${name}`] = function (node: HTMLElement) {
      this.__internal_components.unmount(node);
    };
  }
  for (const name of OPENED) {
    methods[`open${name}`] = function (props?: Props) {
      this.__internal_components.open(name, props);
    };
    methods[`close${name}`] = function () {
      this.__internal_components.close(name);
    };
  }
  // TypeScript cannot follow an object that is built key by key.
  return methods as unknown as MissingComponentMethods;
}
