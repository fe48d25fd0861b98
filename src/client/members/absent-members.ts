import { ClerkRuntimeError } from '../errors.ts';
import type {
  AbsentMembers,
  ClerkInstance,
  MissingSdkComponent,
  MissingSdkDialog,
  MissingSdkMethods,
} from '../types.ts';
import type { MembersHost } from './members-host.ts';

type Props = Record<string, unknown>;
type Refused = (...args: never[]) => Promise<never>;

const MOUNTED = [
  'OAuthConsent',
  'OAuthDeviceVerification',
  'ConfigureSSO',
  'ConfigureDirectorySync',
] as const satisfies readonly MissingSdkComponent[];
const OPENED = [
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
] as const satisfies readonly (keyof AbsentMembers['billing'])[];

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
export function absentMembers({ instance }: MembersHost): AbsentMembers {
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

function refuse(feature: string): Refused {
  return async () => {
    throw new ClerkRuntimeError('feature_unavailable', `This version has no ${feature}.`);
  };
}

/** Returns an object that has one method under several names. */
function all<Name extends string, Method>(names: readonly Name[], method: Method): Record<Name, Method> {
  return Object.fromEntries(names.map((name) => [name, method])) as Record<Name, Method>;
}

/** Adds the members that mount and open the screens, under the names that SDKs call. */
function missingScreens(): MissingSdkMethods {
  const methods: Record<string, (this: ClerkInstance, ...args: never[]) => void> = {};
  for (const name of MOUNTED) {
    methods[`__internal_mount${name}`] = function (node: HTMLElement, props?: Props) {
      this.__internal_components.mount(name, node, props);
    };
    methods[`__internal_unmount${name}`] = function (node: HTMLElement) {
      this.__internal_components.unmount(node);
    };
  }
  for (const name of OPENED) {
    methods[`__internal_open${name}`] = function (props?: Props) {
      this.__internal_components.open(name, props);
    };
    methods[`__internal_close${name}`] = function () {
      this.__internal_components.close(name);
    };
  }
  // TypeScript cannot follow an object that is built key by key.
  return methods as unknown as MissingSdkMethods;
}
