import type { WireErrorCode } from '../protocol/error-codes.ts';
import type { InstanceType } from '../protocol/keys.ts';
import type { Web3Strategy } from '../protocol/strategies.ts';
import type { FlowOptions, SignInFlow, SignUpFlow } from './flows/types.ts';
import type {
  ClientResource,
  EnvironmentResource,
  SessionResource,
  UserResource,
  VerificationLevel,
} from './resources/types.ts';

/** `degraded`: loaded, but the API could not be reached and is asked again; `error`: it could not be loaded. */
export type ClerkStatus = 'loading' | 'ready' | 'degraded' | 'error';

/** What every listener receives. `undefined` = unknown or in transition, `null` = none. */
export interface Resources {
  client: ClientResource | undefined;
  session: SessionResource | null | undefined;
  user: UserResource | null | undefined;
  organization: null | undefined;
}

/** Where to go after a sign-in or sign-up. `force` wins over the URL of the page, `fallback` is for when it says nothing. */
export interface RedirectOptions {
  signInForceRedirectUrl?: string | null;
  signInFallbackRedirectUrl?: string | null;
  signUpForceRedirectUrl?: string | null;
  signUpFallbackRedirectUrl?: string | null;
}

export interface NavigateMetadata {
  routing?: 'path' | 'hash' | 'virtual';
  navigationType?: 'internal' | 'external' | 'window';
}

/** Navigates with the application's router; `windowNavigate` leaves the page as a link does. */
export type RouterFn = (
  to: string,
  metadata?: { __internal_metadata?: NavigateMetadata; windowNavigate: (to: URL | string) => void },
) => Promise<unknown> | unknown;

/** Options of `load`. Later calls merge into earlier ones; what is not given comes from the instance. */
export interface LoadOptions extends RedirectOptions {
  /** Default: navigation of the browser. */
  routerPush?: RouterFn;
  routerReplace?: RouterFn;
  /** Refresh the session token in the background; default true. */
  polling?: boolean;
  /** Which session is current after loading; default: the last active one. */
  selectInitialSession?: (client: ClientResource) => SessionResource | null | undefined;
  /** Only told by `isStandardBrowser`; default true. */
  standardBrowser?: boolean;
  /** Touch the session when the window gains focus; default true. */
  touchSession?: boolean;
  /** Address shown where a person is stuck. */
  supportEmail?: string;
  /** Clerk's appearance object, for every element. */
  appearance?: Record<string, unknown>;
  /** Texts under Clerk's keys, for every element; English where there is none. */
  localization?: Record<string, unknown>;
  signInUrl?: string;
  signUpUrl?: string;
  afterSignOutUrl?: string;
  /** Where to go when one of several sessions is signed out. */
  afterMultiSessionSingleSignOutUrl?: string;
  /** Origins a redirect may lead to besides the page's own; default: those of the instance's domain. */
  allowedRedirectOrigins?: (string | RegExp)[];
  /** Schemes besides `http:` and `https:`, such as `myapp:`. */
  allowedRedirectProtocols?: string[];
  [key: string]: unknown;
}

/** The session that becomes current, and where to go then. */
export interface SetActiveParams {
  /** A session of the client or its id; null: none is current. */
  session?: SessionResource | string | null;
  /** Taken and left alone: there are no organizations in this release. */
  organization?: string | null;
  redirectUrl?: string;
  /** Instead of `redirectUrl`. */
  navigate?: (params: { session: SessionResource; decorateUrl: (url: string) => string }) => unknown;
}

/** Where to go from a wallet, and what a new account is given. */
export interface AuthenticateWithWalletParams {
  /** Where those go who are signed in; default: as after any sign-in. */
  redirectUrl?: string;
  /** Where those go whose new account needs more. */
  signUpContinueUrl?: string;
  /** Where those go whose account has a second factor. */
  secondFactorUrl?: string;
  customNavigate?: (to: string) => Promise<unknown> | unknown;
  unsafeMetadata?: Record<string, unknown>;
  legalAccepted?: boolean;
}

export interface SignOutOptions {
  /** The one session to end; default: all of this browser. */
  sessionId?: string;
  /** Default: `afterSignOutUrl`. */
  redirectUrl?: string;
}

/** Screens for `mountX`/`openX`; the browser and elements entries plug them in, the headless one has none. */
export interface ComponentControls {
  mount(name: ComponentName, node: HTMLElement, props?: Record<string, unknown>): void;
  unmount(node: HTMLElement): void;
  open(name: DialogName, props?: Record<string, unknown>): void;
  close(name: DialogName): void;
  updateProps(props: Record<string, unknown>): void;
}

export type ComponentName = 'SignIn' | 'SignUp' | 'UserButton' | 'UserProfile';
/** What is shown in a dialog; the last one only there. */
export type DialogName = 'SignIn' | 'SignUp' | 'UserProfile' | 'UserVerification';

/** What an application wants to have proven before it goes on, and what it does then. */
export interface VerificationProps {
  /** Default: the second factor, or the first one of a user who has no second. */
  level?: VerificationLevel | undefined;
  afterVerification?: () => void;
  /** The dialog was closed, or there is nobody who could prove anything. */
  afterVerificationCancelled?: () => void;
  appearance?: object | undefined;
  localization?: object | undefined;
  getContainer?: () => HTMLElement | null;
}

/** Who a redirect is for: which of the force/fallback pairs applies. */
export type RedirectKind = 'signIn' | 'signUp';

/** What the page behind a mailed link does next. */
export interface HandleEmailLinkParams {
  /** Where those go whose sign-in or sign-up has another step. */
  redirectUrl?: string;
  /** Where those go who are signed in. */
  redirectUrlComplete?: string;
  /** The link was opened on another device than the one that waits for it. */
  onVerifiedOnOtherDevice?: () => void;
}

/** Pages of an application that has forms of its own; those of the instance by default. */
export interface HandleRedirectCallbackParams extends RedirectOptions {
  signInUrl?: string;
  signUpUrl?: string;
  secondFactorUrl?: string;
  resetPasswordUrl?: string;
  continueSignUpUrl?: string;
  verifyEmailAddressUrl?: string;
  verifyPhoneNumberUrl?: string;
  /** Turn a sign-in with an unknown account elsewhere into a sign-up; default true. */
  transferable?: boolean;
  /** Kept with the user when a sign-up comes of it. */
  unsafeMetadata?: Record<string, unknown>;
}

/**
 * The facade: `window.Clerk`, or `new Clerk(key)` from `clerk-widgets/headless`. What asks the API rejects with a
 * `ClerkAPIResponseError` when it refuses, and with a `ClerkRuntimeError` when it cannot be asked.
 */
export interface ClerkInstance {
  readonly version: string;
  readonly publishableKey: string;
  readonly frontendApi: string;
  readonly proxyUrl: string | undefined;
  readonly domain: string;
  readonly instanceType: InstanceType;
  readonly isStandardBrowser: boolean;
  readonly status: ClerkStatus;
  readonly loaded: boolean;
  readonly isSignedIn: boolean;
  readonly client: ClientResource | undefined;
  readonly session: SessionResource | null | undefined;
  readonly user: UserResource | null | undefined;
  readonly organization: null | undefined;
  /** Known as soon as its own request is answered, often before `client`. */
  readonly __internal_environment: EnvironmentResource | undefined;
  /** Where the API saw the visitor, as an ISO code; nothing when it does not tell. */
  readonly __internal_country: string | null | undefined;
  /** Code of the error that keeps the instance from loading. */
  readonly __internal_problem?: WireErrorCode | undefined;

  /** Fetches the client and the environment, and keeps the session token fresh from then on. */
  load(options?: LoadOptions): Promise<void>;
  /** Calls back at every change, and at once unless told not to. @returns what stops it */
  addListener(listener: (resources: Resources) => void, options?: { skipInitialEmit?: boolean }): () => void;
  on(event: 'status', handler: (status: ClerkStatus) => void, options?: { notify?: boolean }): void;
  off(event: 'status', handler: (status: ClerkStatus) => void): void;

  /** Makes a session the current one; a completed sign-in or sign-up names it in `createdSessionId`. */
  setActive(params: SetActiveParams): Promise<void>;
  signOut(options?: SignOutOptions): Promise<void>;
  signOut(callback: () => unknown, options?: SignOutOptions): Promise<void>;
  /** For answers 401 of the application's own server: asks the API who is there, and drops a session that is gone. */
  handleUnauthenticated(): Promise<void>;
  /** Puts an address on the list of those who wait for an invitation. */
  joinWaitlist(params: { emailAddress: string }): Promise<{ id: string }>;

  navigate(to: string, options?: { replace?: boolean; metadata?: NavigateMetadata }): Promise<unknown>;
  buildSignInUrl(options?: { redirectUrl?: string; initialValues?: Record<string, string> } & RedirectOptions): string;
  buildSignUpUrl(options?: { redirectUrl?: string; initialValues?: Record<string, string> } & RedirectOptions): string;
  buildUserProfileUrl(): string;
  buildAfterSignInUrl(options?: { params?: URLSearchParams }): string;
  buildAfterSignUpUrl(options?: { params?: URLSearchParams }): string;
  buildAfterSignOutUrl(): string;
  buildAfterMultiSessionSingleSignOutUrl(): string;
  buildHomeUrl(): string;
  buildUrlWithAuth(to: string): string;
  redirectWithAuth(to: string): Promise<unknown>;
  redirectToSignIn(options?: { redirectUrl?: string } & RedirectOptions): Promise<unknown>;
  redirectToSignUp(options?: { redirectUrl?: string } & RedirectOptions): Promise<unknown>;
  redirectToUserProfile(): Promise<unknown>;
  redirectToAfterSignIn(): Promise<unknown>;
  redirectToAfterSignUp(): Promise<unknown>;
  redirectToAfterSignOut(): Promise<unknown>;

  /** For the page that a visit to a provider leads back to. @throws {ClerkAPIResponseError} when it came to nothing */
  handleRedirectCallback(params?: HandleRedirectCallbackParams, navigate?: (to: string) => unknown): Promise<void>;

  /** For the page behind a mailed link. @throws {EmailLinkError} when the link led nowhere */
  handleEmailLinkVerification(params?: HandleEmailLinkParams, navigate?: (to: string) => unknown): Promise<void>;

  /** Signs in with a wallet of the page, or up when nobody has it, and goes on from there. */
  authenticateWithWeb3(params: AuthenticateWithWalletParams & { strategy: Web3Strategy }): Promise<void>;
  authenticateWithMetamask(params?: AuthenticateWithWalletParams): Promise<void>;
  authenticateWithCoinbaseWallet(params?: AuthenticateWithWalletParams): Promise<void>;
  authenticateWithBase(params?: AuthenticateWithWalletParams): Promise<void>;
  authenticateWithOKXWallet(params?: AuthenticateWithWalletParams): Promise<void>;

  mountSignIn(node: HTMLElement, props?: Record<string, unknown>): void;
  unmountSignIn(node: HTMLElement): void;
  mountSignUp(node: HTMLElement, props?: Record<string, unknown>): void;
  unmountSignUp(node: HTMLElement): void;
  mountUserButton(node: HTMLElement, props?: Record<string, unknown>): void;
  unmountUserButton(node: HTMLElement): void;
  mountUserProfile(node: HTMLElement, props?: Record<string, unknown>): void;
  unmountUserProfile(node: HTMLElement): void;
  openSignIn(props?: Record<string, unknown>): void;
  closeSignIn(): void;
  openSignUp(props?: Record<string, unknown>): void;
  closeSignUp(): void;
  openUserProfile(props?: Record<string, unknown>): void;
  closeUserProfile(): void;

  /* What our own elements use. Prefixed as Clerk prefixes its own. */

  /** `load()` unless somebody already called it; elements call this when they connect. */
  __internal_ensureLoaded(): Promise<void>;
  __internal_getOption<K extends keyof LoadOptions>(key: K): LoadOptions[K];
  __internal_updateProps(props: {
    options?: Partial<LoadOptions>;
    appearance?: Record<string, unknown>;
    node?: HTMLElement;
    props?: Record<string, unknown>;
  }): void;
  __internal_setComponents(controls: ComponentControls): void;
  /** Asks the user to prove again who they are; Clerk's `useReverification` calls it. */
  __internal_openReverification(props?: VerificationProps): Promise<void>;
  __internal_closeReverification(): Promise<void>;
  __internal_createSignInFlow(options?: FlowOptions): SignInFlow;
  __internal_createSignUpFlow(options?: FlowOptions): SignUpFlow;
  /**
   * Where to go after a completed sign-in or sign-up: URL force parameter, prop force, option force, URL
   * `redirect_url`, URL fallback, prop fallback, option fallback, `/`. Unsafe targets are skipped.
   *
   * @param props force/fallback redirect props of the element
   * @param params query of the page (path and virtual routing) or of the hash
   */
  __internal_redirectTarget(
    kind: RedirectKind,
    props: { forceRedirectUrl?: string | null; fallbackRedirectUrl?: string | null },
    params: URLSearchParams,
  ): string;
}
