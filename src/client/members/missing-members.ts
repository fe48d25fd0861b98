import { ClerkRuntimeError } from '../errors.ts';
import type {
  ClerkInstance,
  MissingComponentName,
  MissingDialogName,
  MissingMembers,
  MissingScreenMethods,
  MissingSdkComponent,
  MissingSdkDialog,
  ScreenMethods,
} from '../types.ts';
import type { MembersHost } from './members-host.ts';

type Refused = (...args: never[]) => Promise<never>;

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
/** Those that SDKs mount and open under names that begin with `__internal_`. */
const SDK_MOUNTED = [
  'OAuthConsent',
  'OAuthDeviceVerification',
  'ConfigureSSO',
  'ConfigureDirectorySync',
] as const satisfies readonly MissingSdkComponent[];
const SDK_OPENED = [
  'Checkout',
  'PlanDetails',
  'SubscriptionDetails',
  'EnableOrganizationsPrompt',
] as const satisfies readonly MissingSdkDialog[];

const refuseOrganizations = refuse('organizations');
const refuseBilling = refuse('billing');
const BILLING = [
  'getPlans',
  'getPlan',
  'getSubscription',
  'getStatements',
  'getStatement',
  'getPaymentAttempts',
  'getPaymentAttempt',
  'getCreditBalance',
  'getCreditHistory',
  'startCheckout',
] as const satisfies readonly (keyof MissingMembers['billing'])[];

const STATE = Object.freeze({
  checkout: null,
  error: null,
  status: 'needs_initialization',
  fetchStatus: 'idle',
  isStarting: false,
  isConfirming: false,
});

/** What `useCheckout` reads. SDKs of version 6 read the first three, those of version 5 the others. */
const CHECKOUT = Object.freeze({
  errors: { raw: null, global: null },
  fetchStatus: 'idle',
  checkout: {
    status: 'needs_initialization',
    ...all(['start', 'update', 'confirm', 'finalize'], () => refuseBilling().catch((error: unknown) => ({ error }))),
  },
  getState: () => STATE,
  subscribe: () => () => {},
  clear() {},
  ...all(['start', 'confirm', 'finalize'], refuseBilling),
});
/**
 * Creates the members of features that this release does not have. None of them throws into the page: a call is refused
 * with code `feature_unavailable`, and a screen shows nothing and says so on the console.
 */
export function missingMembers({ instance }: MembersHost): MissingMembers {
  const told = new Set<string>();
  return {
    ...missingScreens(),
    createOrganization: refuseOrganizations,
    getOrganization: refuseOrganizations,
    __experimental_prefetchOrganizationSwitcher() {},
    __internal_attemptToEnableEnvironmentSetting({ for: feature, caller }) {
      if (!told.has(caller)) instance.platform.log('warn', `This version has no ${feature}, so ${caller} finds none.`);
      told.add(caller);
      return { isEnabled: false };
    },
    billing: all(BILLING, refuseBilling),
    __experimental_checkout: () => CHECKOUT,
    __internal_loadStripeJs: refuseBilling,
    apiKeys: all(['getAll', 'create', 'revoke'], refuse('API keys')),
    oauthApplication: {
      ...all(['getConsentInfo', 'lookupDeviceVerification', 'submitDeviceVerification'], refuse('OAuth applications')),
      buildConsentActionUrl: () => '',
    },
    authenticateWithSolana: refuse('Solana wallets'),
    setProtectAssertion() {},
  };
}

/** Returns a method that rejects, because this release does not have a feature. */
export function refuse(feature: string): Refused {
  return async () => {
    throw new ClerkRuntimeError('feature_unavailable', `This version has no ${feature}.`);
  };
}

/** Returns an object that has one method under several names. */
function all<Name extends string, Method>(names: readonly Name[], method: Method): Record<Name, Method> {
  return Object.fromEntries(names.map((name) => [name, method])) as Record<Name, Method>;
}

/** Creates the methods of the screens. */
function missingScreens(): MissingScreenMethods {
  return { ...screenMethods('', MOUNTED, OPENED), ...screenMethods('__internal_', SDK_MOUNTED, SDK_OPENED) };
}

/** Creates the methods that mount and open screens, under names with a prefix. */
function screenMethods<
  Prefix extends string,
  Mounted extends MissingComponentName | MissingSdkComponent,
  Opened extends MissingDialogName | MissingSdkDialog,
>(prefix: Prefix, mounted: readonly Mounted[], opened: readonly Opened[]): ScreenMethods<Prefix, Mounted, Opened> {
  type Props = Record<string, unknown>;
  const methods: Record<string, (this: ClerkInstance, ...args: never[]) => void> = {};
  for (const name of mounted) {
    methods[`${prefix}mount${name}`] = function (node: HTMLElement, props?: Props) {
      this.__internal_components.mount(name, node, props);
    };
    methods[`${prefix}unmount${name}`] = function (node: HTMLElement) {
      this.__internal_components.unmount(node);
    };
  }
  for (const name of opened) {
    methods[`${prefix}open${name}`] = function (props?: Props) {
      this.__internal_components.open(name, props);
    };
    methods[`${prefix}close${name}`] = function () {
      this.__internal_components.close(name);
    };
  }
  // TypeScript cannot follow an object that is built key by key.
  return methods as unknown as ScreenMethods<Prefix, Mounted, Opened>;
}
