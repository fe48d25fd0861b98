import type { WireErrorCode } from '../protocol/error-codes.ts';
import type { SessionJSON } from '../protocol/json/client.ts';
import type { InstanceType } from '../protocol/keys.ts';
import type { Web3Strategy } from '../protocol/strategies.ts';
import type { createMembers } from './members/members.ts';
import type { CreateFlow } from './flows/flow-context.ts';
import type { FlowOptions } from './flows/types.ts';
import type { FutureState } from './resources/types/future-state.ts';
import type { ClientResource } from './resources/types/client.ts';
import type { EnvironmentResource } from './resources/types/environment.ts';
import type { SessionResource, VerificationLevel } from './resources/types/session.ts';
import type { SignInResource } from './resources/types/sign-in.ts';
import type { SignUpResource } from './resources/types/sign-up.ts';
import type { UserResource } from './resources/types/user.ts';

/**
 * `ready`: loaded; `degraded`: loaded, but the API cannot be reached and is asked again; `error`: could not be loaded.
 */
export type ClerkStatus = 'loading' | 'ready' | 'degraded' | 'error';

/** What listeners receive. `undefined`: not known yet or in transition; `null`: there is none. */
export interface Resources {
  client: ClientResource | undefined;
  session: SessionResource | null | undefined;
  user: UserResource | null | undefined;
  organization: null | undefined;
}

/**
 * Where to go after a sign-in or sign-up. A force URL takes precedence over the `redirect_url` of the page; a fallback
 * URL is used when the page has none.
 */
export interface RedirectOptions {
  signInForceRedirectUrl?: string | null;
  signInFallbackRedirectUrl?: string | null;
  signUpForceRedirectUrl?: string | null;
  signUpFallbackRedirectUrl?: string | null;
}

/** Tells the application's router what kind of navigation it is. */
export interface NavigateMetadata {
  routing?: 'path' | 'hash' | 'virtual';
  navigationType?: 'internal' | 'external' | 'window';
}

/** Navigates with the application's router. `windowNavigate` leaves the page, as a link does. */
export type RouterFn = (
  to: string,
  metadata?: { __internal_metadata?: NavigateMetadata; windowNavigate: (to: URL | string) => void },
) => Promise<unknown> | unknown;

/** Options of `load`. Later calls add to earlier ones. Options that are not set have the values of the instance. */
export interface LoadOptions extends RedirectOptions {
  /** Navigates within the application. Default: the browser's own navigation. */
  routerPush?: RouterFn;
  /** Navigates within the application and replaces the history entry. Default: the browser's own navigation. */
  routerReplace?: RouterFn;
  /** Refresh the session token in the background. Default: true. */
  polling?: boolean;
  /**
   * Chooses the session to show after loading, and again when that session is over. A tab that chooses is pinned: it
   * does not follow when another tab switches. Default: the last active session, which all tabs follow.
   */
  selectInitialSession?: (client: ClientResource) => SessionResource | null | undefined;
  /**
   * Keeps the tab with one account: the id of a session or user, or `tab` for the user that the tab showed last. The
   * attribute `data-clerk-select-session` sets it.
   */
  selectSession?: string;
  /** The value of `isStandardBrowser`. Default: true. */
  standardBrowser?: boolean;
  /** Tell the API that the session is in use when the window gets the focus. Default: true. */
  touchSession?: boolean;
  /** Email address that forms show to users who need help. */
  supportEmail?: string;
  /** Clerk's appearance object, for all elements. */
  appearance?: Record<string, unknown>;
  /** Texts for all elements, under Clerk's localization keys. Default: English. */
  localization?: Record<string, unknown>;
  /** URL of the sign-in page. */
  signInUrl?: string;
  /** URL of the sign-up page. */
  signUpUrl?: string;
  /** URL of the page with the form of the waitlist. */
  waitlistUrl?: string;
  /** Where to go after signing out. Default: `after_sign_out_all_url` of the instance, else `/`. */
  afterSignOutUrl?: string;
  /**
   * Where to go after signing out of one of several accounts. Default: `after_sign_out_one_url` of the instance, else
   * `/`.
   */
  afterMultiSessionSingleSignOutUrl?: string;
  /**
   * Keep the name, identifier and picture of accounts that sign out in this browser, so that `<clerk-user-button>`
   * offers them again. Never on instances with one session per browser, unless sign-in greets such accounts
   * (`welcomeBack`). False forgets those that are kept, also for that. Default: true.
   */
  rememberAccounts?: boolean;
  /**
   * Offer a passkey, once, to users who sign in with a password and have none: a note in the corner of the page that
   * follows. False turns it off, as the attribute `data-clerk-offer-passkey="false"` does. Default: what the instance
   * says, which is true where it has passkeys.
   */
  offerPasskey?: boolean;
  /** @internal The page is one of the server's own, which the script of the instance knows. */
  __internal_isHosted?: boolean;
  /** @internal Shows the note that the tab needs: that somebody acts as the user, or the offer of a passkey. */
  __internal_note?: () => unknown;
  /** Origins that a redirect may lead to besides the page's own. Default: the instance's domain and its subdomains. */
  allowedRedirectOrigins?: (string | RegExp)[];
  /** Protocols that a redirect may have besides `http:` and `https:`, such as `myapp:`. */
  allowedRedirectProtocols?: string[];
  [key: string]: unknown;
}

/** Parameters of `setActive`: the session to show, and where to go then. */
export interface SetActiveParams {
  /** A session of the client or its id; null shows none. */
  session?: SessionResource | string | null;
  /** Accepted and ignored: this release has no organizations. */
  organization?: string | null;
  /** Where to go then. */
  redirectUrl?: string;
  /** Called instead of navigating to `redirectUrl`. */
  navigate?: (params: { session: SessionResource; decorateUrl: (url: string) => string }) => unknown;
}

/** Parameters for signing in with a wallet: where to go then, and the fields of a new account. */
export interface AuthenticateWithWalletParams {
  /** Where to go when the user is signed in. Default: the same as after any sign-in. */
  redirectUrl?: string;
  /** Where to go when the new account needs more fields. Default: the sign-up page. */
  signUpContinueUrl?: string;
  /** Where to go when the account has a second factor. Default: the sign-in page. */
  secondFactorUrl?: string;
  /** Used instead of `navigate` to go to the two pages above. */
  customNavigate?: (to: string) => Promise<unknown> | unknown;
  unsafeMetadata?: Record<string, unknown>;
  legalAccepted?: boolean;
}

/** Parameters of `authenticateWithGoogleOneTap`. */
export interface AuthenticateWithGoogleOneTapParams {
  /** The ID token, which Google's script calls `credential`. */
  token: string;
  /** The text whose SHA-256 (base64url) the page gave Google as `nonce`, if it gave one. */
  nonce?: string;
  /** Whether the visitor has accepted the terms, for a new account. */
  legalAccepted?: boolean;
}

/** Options of `signOut`. */
export interface SignOutOptions {
  /** Id of the session to end. Default: all sessions of this browser. */
  sessionId?: string;
  /** Where to go then. Default: `afterSignOutUrl`, or `afterMultiSessionSingleSignOutUrl` with other accounts left. */
  redirectUrl?: string;
  /** False forgets the accounts that sign out, such as on a device that several people use. Default: true. */
  rememberAccounts?: boolean;
}

/**
 * The screens behind `mountX` and `openX`. The browser and elements entries provide them; the headless entry does not.
 */
export interface ComponentControls {
  mount(
    name: ComponentName | MissingComponentName | MissingSdkComponent,
    node: HTMLElement,
    props?: Record<string, unknown>,
  ): void;
  unmount(node: HTMLElement): void;
  open(name: DialogName | MissingDialogName | MissingSdkDialog, props?: Record<string, unknown>): void;
  close(name: DialogName | MissingDialogName | MissingSdkDialog): void;
  updateProps(props: Record<string, unknown>): void;
}

/** What can be rendered into a node. */
export type ComponentName = 'SignIn' | 'SignUp' | 'UserAvatar' | 'UserButton' | 'UserProfile' | 'Waitlist';
/** What can be opened: in a dialog, or over the page. `UserVerification` exists only there. */
export type DialogName = 'SignIn' | 'SignUp' | 'UserProfile' | 'UserVerification' | 'Waitlist' | 'GoogleOneTap';

/** Clerk's components for organizations, billing and API keys, which this release does not have. */
export type MissingComponentName =
  | 'OrganizationProfile'
  | 'CreateOrganization'
  | 'OrganizationSwitcher'
  | 'OrganizationList'
  | 'PricingTable'
  | 'APIKeys'
  | 'OAuthConsent'
  | 'TaskChooseOrganization'
  | 'TaskResetPassword'
  | 'TaskSetupMFA';
/** What Clerk can open in a dialog, of organizations. */
export type MissingDialogName = 'OrganizationProfile' | 'CreateOrganization' | 'InviteMembers';

/** Props of the reverification dialog. */
export interface VerificationProps {
  /** What the user has to verify. Default: the second factor, or the first factor of a user without a second. */
  level?: VerificationLevel | undefined;
  /** Called when the user has verified it. */
  afterVerification?: () => void;
  /** Called when the dialog was closed before that, or when no user is signed in. */
  afterVerificationCancelled?: () => void;
  appearance?: object | undefined;
  localization?: object | undefined;
  getContainer?: () => HTMLElement | null;
}

/** Which pair of force and fallback URLs a redirect uses. */
export type RedirectKind = 'signIn' | 'signUp';

/** Parameters of `handleEmailLinkVerification`: what the page behind an emailed link does next. */
export interface HandleEmailLinkParams {
  /** Where to go when the sign-in or sign-up has another step. */
  redirectUrl?: string;
  /** Where to go when the user is signed in. */
  redirectUrlComplete?: string;
  /** Called when another device waits for the link. */
  onVerifiedOnOtherDevice?: () => void;
  /** Called when the session is active. The page stays as it is when it returns false. */
  __internal_completed?: (sessionId: string) => boolean;
}

/** Parameters of `handleRedirectCallback`: the pages of the application's own forms. Default: those of the instance. */
export interface HandleRedirectCallbackParams extends RedirectOptions {
  signInUrl?: string;
  signUpUrl?: string;
  firstFactorUrl?: string;
  secondFactorUrl?: string;
  resetPasswordUrl?: string;
  continueSignUpUrl?: string;
  verifyEmailAddressUrl?: string;
  verifyPhoneNumberUrl?: string;
  /** Sign the user up when no account has the identity of the provider. Default: true. */
  transferable?: boolean;
  /** Metadata of the user, if one is created. */
  unsafeMetadata?: Record<string, unknown> | undefined;
  /** Called when the session is active. The page stays as it is when it returns false. */
  __internal_completed?: (sessionId: string) => boolean;
}

/** What Clerk's SDKs mount under an internal name, and this release does not have. */
export type MissingSdkComponent =
  | 'OAuthConsent'
  | 'OAuthDeviceVerification'
  | 'ConfigureSSO'
  | 'ConfigureDirectorySync';
/** What Clerk's SDKs open under an internal name, and this release does not have. */
export type MissingSdkDialog = 'Checkout' | 'PlanDetails' | 'SubscriptionDetails' | 'EnableOrganizationsPrompt';

/** Methods that mount and open screens, under names with a prefix. */
export type ScreenMethods<Prefix extends string, Mounted extends string, Opened extends string> = {
  [Name in Mounted as `${Prefix}mount${Name}`]: (node: HTMLElement, props?: Record<string, unknown>) => void;
} & { [Name in Mounted as `${Prefix}unmount${Name}`]: (node: HTMLElement) => void } & {
  [Name in Opened as `${Prefix}open${Name}`]: (props?: Record<string, unknown>) => void;
} & { [Name in Opened as `${Prefix}close${Name}`]: () => void };

/** Methods for screens that this release does not have. They show nothing and say so on the console. */
export type MissingScreenMethods = ScreenMethods<'', MissingComponentName, MissingDialogName> &
  ScreenMethods<'__internal_', MissingSdkComponent, MissingSdkDialog>;

type Refused = (...args: never[]) => Promise<never>;

/** Members of features that this release does not have. What they do rejects with code `feature_unavailable`. */
export interface MissingMembers extends MissingScreenMethods {
  /** Rejects: this release has no organizations. */
  createOrganization: Refused;
  /** Rejects: this release has no organizations. */
  getOrganization: Refused;
  /** Its methods reject: this release has no billing. */
  billing: Readonly<
    Record<
      | 'getPlans'
      | 'getPlan'
      | 'getSubscription'
      | 'getStatements'
      | 'getStatement'
      | 'getPaymentAttempts'
      | 'getPaymentAttempt'
      | 'getCreditBalance'
      | 'getCreditHistory'
      | 'startCheckout',
      Refused
    >
  >;
  /** Its methods reject: this release has no API keys. */
  apiKeys: Readonly<Record<'getAll' | 'create' | 'revoke', Refused>>;
  /** Its methods reject: this release is no OAuth provider of other applications. */
  oauthApplication: Readonly<
    Record<'getConsentInfo' | 'lookupDeviceVerification' | 'submitDeviceVerification', Refused>
  > & { buildConsentActionUrl(): string };
  /** Rejects: the server does not verify the signatures of these wallets. */
  authenticateWithSolana: Refused;
  /** Does nothing: Clerk Protect is a part of Clerk's hosted service. */
  setProtectAssertion(assertion?: unknown): void;
  /** Hooks for organizations call it where the instance has none. Says so on the console, once for each hook. */
  __internal_attemptToEnableEnvironmentSetting(options: { for: string; caller: string }): { isEnabled: boolean };
  __internal_loadStripeJs: Refused;
  __experimental_checkout(options?: object): object;
  __experimental_prefetchOrganizationSwitcher(): void;
}

/** A request to the Frontend API, as hooks of an SDK get it. They may change it. */
export interface FapiRequestInit extends RequestInit {
  /** Path below `/v1`. */
  path: string;
  url: URL;
  headers: Headers;
}

/** Called before a request, or after an answer. False before a request keeps it from being sent. */
export type FapiRequestHook = (request: FapiRequestInit, response?: Response & { payload: unknown }) => unknown;

/** What SDKs of apps without cookies use to add their token to requests and to read the next one. */
export interface FapiClient {
  buildUrl(init: { path?: string; search?: string | Record<string, string> }): URL;
  onBeforeRequest(hook: FapiRequestHook): void;
  onAfterResponse(hook: FapiRequestHook): void;
}

/** Members through which an SDK sees and changes each request. */
export interface RequestMembers {
  getFapiClient(): FapiClient;
  __internal_onBeforeRequest(hook: FapiRequestHook): void;
  __internal_onAfterResponse(hook: FapiRequestHook): void;
}

/** The SDK that has loaded this script. */
export interface SdkMetadata {
  name: string;
  version: string;
  environment?: string;
}

/** Members that Clerk's SDKs use, and few pages. */
export interface SdkMembers extends RequestMembers {
  /** Adds the development browser to a URL of another origin, on Clerk's own development hosts. */
  buildUrlWithAuth(to: string): string;
  /** The option `isSatellite`: whether this is a satellite domain of another application. */
  readonly isSatellite: boolean;
  /** The SDK that has loaded this script; without one, this package. */
  readonly sdkMetadata: SdkMetadata;
  /** Version of the screens, if they are loaded. */
  readonly uiVersion: string | undefined;
  /** Always empty: this package collects no telemetry. */
  readonly telemetry: undefined;
  /** Returns the URL of the page for the session's pending task; empty when there is none. */
  buildTasksUrl(): string;
  /** Navigates to `buildTasksUrl()`, if there is a task. */
  redirectToTasks(options?: RedirectOptions): Promise<unknown>;
  /** Returns the URL of the page of an organization, as the instance names it. */
  buildOrganizationProfileUrl(): string;
  /** Returns the URL of the page that creates an organization, as the instance names it. */
  buildCreateOrganizationUrl(): string;
  /** Navigates to `buildOrganizationProfileUrl()`. */
  redirectToOrganizationProfile(): Promise<unknown>;
  /** Navigates to `buildCreateOrganizationUrl()`. */
  redirectToCreateOrganization(): Promise<unknown>;
  /** Returns the option `newSubscriptionRedirectUrl`, else where to go after a sign-in. */
  buildNewSubscriptionRedirectUrl(): string;
  /** What listeners got last: the same object until something of it changes; `undefined` before the client is known. */
  readonly __internal_lastEmittedResources: Resources | undefined;
  /** Whether a call of `setActive` has not ended. */
  readonly __internal_setActiveInProgress: boolean;
  /** Calls the listener before each navigation. @returns a function that removes the listener */
  __internal_addNavigationListener(listener: () => void): () => void;
  /** Navigates, and keeps an error for the page that follows. */
  __internal_navigateWithError(to: string, error: unknown): Promise<unknown>;
  /** The error that was kept for this page. Reading it takes it away. */
  readonly __internal_last_error: unknown;
  /** Loads a page, if its protocol is allowed. */
  __internal_windowNavigate(to: URL | string, options?: { useStaticAllowlistOnly?: boolean }): void;
  /** The same as `handleGoogleOneTapCallback`, for an attempt of any kind. */
  __internal_handleResourceCallback: ClerkInstance['handleGoogleOneTapCallback'];
  __internal_reloadInitialResources(): Promise<void>;
  __internal_getCachedResources: undefined;
  readonly __internal_moduleManager: undefined;
  readonly __internal_hasOAuthTransport: boolean;
  readonly __internal_oauthTransport: null;
  /** The name of `__internal_environment` in version 5. */
  readonly __unstable__environment: EnvironmentResource | undefined;
  /** The name of `__internal_updateProps` in version 5. */
  __unstable__updateProps: ClerkInstance['__internal_updateProps'];
}

/** Members of an instance that few pages use: `load()` adds them. */
export interface FurtherClerkMembers extends MissingMembers, SdkMembers {
  /** Returns the URL of the home page of the instance. */
  buildHomeUrl(): string;
  /** Navigates to `buildUrlWithAuth(to)`. */
  redirectWithAuth(to: string): Promise<unknown>;
  /** Navigates to the page with the form of the waitlist. */
  redirectToWaitlist(): Promise<unknown>;
  /** Navigates to `buildAfterSignInUrl()`. */
  redirectToAfterSignIn(): Promise<unknown>;
  /** Navigates to `buildAfterSignUpUrl()`. */
  redirectToAfterSignUp(): Promise<unknown>;
  /** Navigates to `buildAfterSignOutUrl()`. */
  redirectToAfterSignOut(): Promise<unknown>;
  /** `authenticateWithWeb3` with Coinbase Wallet. */
  authenticateWithCoinbaseWallet(params?: AuthenticateWithWalletParams): Promise<void>;
  /** `authenticateWithWeb3` with Base. */
  authenticateWithBase(params?: AuthenticateWithWalletParams): Promise<void>;
  /** `authenticateWithWeb3` with OKX Wallet. */
  authenticateWithOKXWallet(params?: AuthenticateWithWalletParams): Promise<void>;
  /** The newer API for custom flows: what Clerk's hooks `useSignIn`, `useSignUp` and `useWaitlist` read. */
  readonly __internal_state: FutureState;
}

/**
 * An instance: `window.Clerk`, or `new Clerk(key)` from `clerk-widgets/headless`. A method that calls the API rejects
 * with `ClerkAPIResponseError` when the API refuses, and with `ClerkRuntimeError` when the API cannot be reached.
 */
export interface ClerkInstance extends FurtherClerkMembers {
  /** Version of this package. */
  readonly version: string;
  /** The key of the instance. */
  readonly publishableKey: string;
  /** Host of the Frontend API that the publishable key names. */
  readonly frontendApi: string;
  /** Absolute URL of the proxy in front of the Frontend API, if there is one. */
  readonly proxyUrl: string | undefined;
  /** Domain of a satellite application; otherwise empty. */
  readonly domain: string;
  /** Whether the publishable key is one of development or of production. */
  readonly instanceType: InstanceType;
  /** The option `standardBrowser`. */
  readonly isStandardBrowser: boolean;
  /** How far `load` is. */
  readonly status: ClerkStatus;
  /** Whether `load` is complete. */
  readonly loaded: boolean;
  /** Whether a session is shown that has no pending tasks. */
  readonly isSignedIn: boolean;
  /** This browser with its sessions and attempts; `undefined` until it is known. */
  readonly client: ClientResource | undefined;
  /** The session that this tab shows; `undefined` until it is known and during a transition, `null` when signed out. */
  readonly session: SessionResource | null | undefined;
  /** The user of the session; `undefined` and `null` as for `session`. */
  readonly user: UserResource | null | undefined;
  /** Always empty: this release has no organizations. */
  readonly organization: null | undefined;
  /** Known as soon as its own request is answered, which may be before `client` is known. */
  readonly __internal_environment: EnvironmentResource | undefined;
  /** The session that will be shown, as it arrived, until its client is applied. */
  readonly __internal_incoming?: SessionJSON | undefined;
  /** ISO code of the country from which the API saw the last request, if it says so. */
  readonly __internal_country: string | null | undefined;
  /** Code of the error that keeps the instance from loading. */
  readonly __internal_problem?: WireErrorCode | undefined;

  /**
   * Loads the environment and the client, and keeps the session token fresh from then on. Loads once; later calls only
   * add their options.
   *
   * @throws {ClerkAPIResponseError} when the API refuses this page
   * @throws {ClerkRuntimeError} when the API cannot be reached and this browser has no stored copy of the environment
   */
  load(options?: LoadOptions): Promise<void>;
  /**
   * Calls the listener at each change of the client, session, user or environment, and at once if the client is known.
   *
   * @param options `skipInitialEmit`: do not call it at once
   * @returns a function that removes the listener
   */
  addListener(listener: (resources: Resources) => void, options?: { skipInitialEmit?: boolean }): () => void;
  /**
   * Calls the handler at each change of `status`.
   *
   * @param options `notify`: also call it at once
   */
  on(event: 'status', handler: (status: ClerkStatus) => void, options?: { notify?: boolean }): void;
  /** Removes a handler that was added with `on`. */
  off(event: 'status', handler: (status: ClerkStatus) => void): void;

  /**
   * Makes a session the one that this tab shows. A completed sign-in or sign-up has its id in `createdSessionId`.
   *
   * @throws {ClerkRuntimeError} `not_loaded` before `load` is complete, `session_not_found` when this browser has no
   *   such session
   */
  setActive(params: SetActiveParams): Promise<void>;
  /** Signs out of all sessions of this browser, or of one, and goes to `redirectUrl`. */
  signOut(options?: SignOutOptions): Promise<void>;
  /** Signs out and calls `callback` instead of navigating. */
  signOut(callback: () => unknown, options?: SignOutOptions): Promise<void>;
  /** Call it when the application's own server answers 401: asks the API, and signs out of a session that is over. */
  handleUnauthenticated(): Promise<void>;
  /** Adds an email address to the waitlist. */
  joinWaitlist(params: { emailAddress: string }): Promise<{ id: string }>;

  /**
   * Navigates to a URL: with the application's router within the page's origin, otherwise by loading the page. A URL
   * with a protocol that is not allowed leads to `/` instead.
   */
  navigate(to: string, options?: { replace?: boolean; metadata?: NavigateMetadata }): Promise<unknown>;
  /** Returns the URL of the sign-in page. */
  buildSignInUrl(options?: { redirectUrl?: string; initialValues?: Record<string, string> } & RedirectOptions): string;
  /** Returns the URL of the sign-up page. */
  buildSignUpUrl(options?: { redirectUrl?: string; initialValues?: Record<string, string> } & RedirectOptions): string;
  /** Returns the URL of the page with the form of the waitlist. */
  buildWaitlistUrl(options?: { initialValues?: Record<string, string> }): string;
  /** Returns the URL of the profile page of the instance. */
  buildUserProfileUrl(): string;
  /** Returns where to go after a sign-in. `params`: the query to read. Default: that of the page. */
  buildAfterSignInUrl(options?: { params?: URLSearchParams }): string;
  /** Returns where to go after a sign-up. `params`: the query to read. Default: that of the page. */
  buildAfterSignUpUrl(options?: { params?: URLSearchParams }): string;
  /** Returns where to go after signing out of all sessions. */
  buildAfterSignOutUrl(): string;
  /** Returns where to go after signing out of one of several sessions. */
  buildAfterMultiSessionSingleSignOutUrl(): string;
  /** Navigates to the sign-in page, and back to this page afterwards unless `redirectUrl` says otherwise. */
  redirectToSignIn(options?: { redirectUrl?: string } & RedirectOptions): Promise<unknown>;
  /** Navigates to the sign-up page, and back to this page afterwards unless `redirectUrl` says otherwise. */
  redirectToSignUp(options?: { redirectUrl?: string } & RedirectOptions): Promise<unknown>;
  /** Navigates to the profile page of the instance. */
  redirectToUserProfile(): Promise<unknown>;

  /**
   * Call it on the page that an OAuth provider redirects to. Activates the session, or goes to the form that asks for
   * what is missing.
   *
   * @param navigate used instead of the instance's own navigation
   * @throws {ClerkAPIResponseError} when the authorization failed
   */
  handleRedirectCallback(params?: HandleRedirectCallbackParams, navigate?: (to: string) => unknown): Promise<void>;

  /**
   * Call it on the page that an emailed link leads to. Activates the session if this browser requested the link.
   *
   * @param navigate used instead of the instance's own navigation
   * @throws {EmailLinkError} when the link is expired, failed, or belongs to another browser
   */
  handleEmailLinkVerification(params?: HandleEmailLinkParams, navigate?: (to: string) => unknown): Promise<void>;

  /**
   * Signs in with the ID token of Google One Tap, or signs up if no account has the identity. It activates no session:
   * give what it returns to `handleGoogleOneTapCallback`.
   *
   * @returns the attempt; undefined when the instance has no client
   * @throws {ClerkAPIResponseError} when the API refuses the token
   */
  authenticateWithGoogleOneTap(
    params: AuthenticateWithGoogleOneTapParams,
  ): Promise<SignInResource | SignUpResource | undefined>;
  /**
   * Goes on after `authenticateWithGoogleOneTap`: activates the session, or goes to the form that asks for what is
   * missing.
   *
   * @param navigate used instead of the instance's own navigation
   */
  handleGoogleOneTapCallback(
    attempt: SignInResource | SignUpResource,
    params?: HandleRedirectCallbackParams,
    navigate?: (to: string) => unknown,
  ): Promise<void>;

  /**
   * Signs in with a wallet of the page, or signs up if no account has it, and goes to the page that comes next.
   *
   * @throws {ClerkRuntimeError} with a `web3_…` code when there is no such wallet or the user refuses
   */
  authenticateWithWeb3(params: AuthenticateWithWalletParams & { strategy: Web3Strategy }): Promise<void>;
  /** {@link authenticateWithWeb3} with MetaMask. */
  authenticateWithMetamask(params?: AuthenticateWithWalletParams): Promise<void>;

  /*
   * Components. `mountX` renders one into a node, `openX` in a dialog; `props` are Clerk's. They throw
   * `components_missing` when the elements are not loaded.
   */

  /** Renders the sign-in form into a node. */
  mountSignIn(node: HTMLElement, props?: Record<string, unknown>): void;
  /** Removes the sign-in form from a node. */
  unmountSignIn(node: HTMLElement): void;
  /** Renders the sign-up form into a node. */
  mountSignUp(node: HTMLElement, props?: Record<string, unknown>): void;
  /** Removes the sign-up form from a node. */
  unmountSignUp(node: HTMLElement): void;
  /** Renders the user button into a node. */
  mountUserButton(node: HTMLElement, props?: Record<string, unknown>): void;
  /** Removes the user button from a node. */
  unmountUserButton(node: HTMLElement): void;
  /** Renders the user profile into a node. */
  mountUserProfile(node: HTMLElement, props?: Record<string, unknown>): void;
  /** Removes the user profile from a node. */
  unmountUserProfile(node: HTMLElement): void;
  /** Renders the picture of the signed-in user into a node. */
  mountUserAvatar(node: HTMLElement, props?: Record<string, unknown>): void;
  /** Removes the picture of the user from a node. */
  unmountUserAvatar(node: HTMLElement): void;
  /** Renders the form of the waitlist into a node. */
  mountWaitlist(node: HTMLElement, props?: Record<string, unknown>): void;
  /** Removes the form of the waitlist from a node. */
  unmountWaitlist(node: HTMLElement): void;
  /** Opens the sign-in form. Does nothing for a signed-in user if a client can have only one session. */
  openSignIn(props?: Record<string, unknown>): void;
  /** Closes the dialog of the sign-in form. */
  closeSignIn(): void;
  /** Opens the sign-up form. Does nothing for a signed-in user if a client can have only one session. */
  openSignUp(props?: Record<string, unknown>): void;
  /** Closes the dialog of the sign-up form. */
  closeSignUp(): void;
  /** Opens the user profile. Does nothing when no user is signed in. */
  openUserProfile(props?: Record<string, unknown>): void;
  /** Closes the dialog of the user profile. */
  closeUserProfile(): void;
  /** Opens the form of the waitlist. */
  openWaitlist(props?: Record<string, unknown>): void;
  /** Closes the dialog of the waitlist. */
  closeWaitlist(): void;
  /** Lets Google offer its accounts, in its own window over the page. Does nothing for a signed-in user. */
  openGoogleOneTap(props?: Record<string, unknown>): void;
  /** Takes that offer back. */
  closeGoogleOneTap(): void;

  /* For the elements of this package and for Clerk's SDKs. The prefix is Clerk's. */

  /** Calls `load()` unless it was called. Elements do so when they are connected. */
  __internal_ensureLoaded(): Promise<void>;
  /** Loads what applies the client of a returning user at once, not only after the first element is shown. */
  __internal_expectSessions(): void;
  /** Calls the listener at each change of the state. @returns a function that removes the listener */
  __internal_subscribe(listener: () => void): () => void;
  __internal_getOption<K extends keyof LoadOptions>(key: K): LoadOptions[K];
  __internal_updateProps(props: {
    options?: Partial<LoadOptions>;
    appearance?: Record<string, unknown>;
    node?: HTMLElement;
    props?: Record<string, unknown>;
  }): void;
  /** Loads the members of {@link FurtherClerkMembers}, and those of the resources. `load()` calls it. */
  __internal_needMembers(): Promise<void>;
  /** Adds the members of {@link FurtherClerkMembers}, and those of the resources. */
  __internal_addMembers(create: typeof createMembers): void;
  /** The screens behind `mountX` and `openX`. @throws {ClerkRuntimeError} `components_missing` */
  readonly __internal_components: ComponentControls;
  __internal_setComponents(controls: ComponentControls): void;
  /** Opens the reverification dialog. Clerk's `useReverification` calls it. */
  __internal_openReverification(props?: VerificationProps): Promise<void>;
  __internal_closeReverification(): Promise<void>;
  /**
   * Creates a flow of this instance.
   *
   * @param create `createSignInFlow` or `createSignUpFlow`, which forms bring along
   */
  __internal_createFlow<Flow>(create: CreateFlow<Flow>, options?: FlowOptions): Flow;
  /**
   * Returns where to go after a completed sign-in or sign-up. The order is: force URL of the query, of the props, of
   * the options; `redirect_url` of the query; fallback URL of the query, of the props, of the options; `/`. Targets
   * that are not allowed are skipped.
   *
   * @param props redirect props of the element
   * @param params query of the page (path and virtual routing) or of the fragment (hash routing)
   */
  __internal_redirectTarget(
    kind: RedirectKind,
    props: { forceRedirectUrl?: string | null; fallbackRedirectUrl?: string | null },
    params: URLSearchParams,
  ): string;
}
