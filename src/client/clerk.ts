import type { WireErrorCode } from '../protocol/error-codes.ts';
import type { InstanceType } from '../protocol/keys.ts';
import { VERSION } from '../protocol/version.ts';
import { ClerkRuntimeError } from './errors.ts';
import type { CreateFlow, FlowContext } from './flows/flow-context.ts';
import type { FlowOptions } from './flows/types.ts';
import { installComponentMethods } from './instance/component-methods.ts';
import type { facadeMethods } from './instance/facade-methods.ts';
import { type ClerkOptions, createInstance, type Instance, partMissing } from './instance/instance.ts';
import { expectSessions, load } from './instance/load.ts';
import type { createMembers } from './members/members.ts';
import { type NavigateOptions, navigate } from './navigation/navigate.ts';
import {
  type AuthUrlOptions,
  buildAfterAuthUrl,
  buildAfterMultiSessionSingleSignOutUrl,
  buildAfterSignOutUrl,
  buildAuthUrl,
  buildUserProfileUrl,
  comingBack,
  redirectTarget,
} from './navigation/urls.ts';
import { createBrowserPlatform } from './platform/browser-platform.ts';
import { lazyMethods } from './resources/lazy-methods.ts';
import type {
  ClerkInstance,
  ClerkStatus,
  ComponentControls,
  ComponentName,
  DialogName,
  FurtherClerkMembers,
  LoadOptions,
  RedirectKind,
  Resources,
  SetActiveParams,
  SignOutOptions,
} from './types.ts';

/** Methods whose code is loaded when one of them is called first. */
const LAZY_METHODS = [
  'joinWaitlist',
  'handleEmailLinkVerification',
  'handleRedirectCallback',
  '__internal_openReverification',
  '__internal_closeReverification',
  'authenticateWithGoogleOneTap',
  'handleGoogleOneTapCallback',
  'authenticateWithWeb3',
  'authenticateWithMetamask',
] as const satisfies readonly (keyof ClerkInstance & keyof typeof facadeMethods)[];

/** The methods that {@link installComponentMethods} adds. */
type ComponentMethods = Pick<
  ClerkInstance,
  keyof ClerkInstance & `${'mount' | 'unmount' | 'open' | 'close'}${ComponentName | DialogName}`
>;
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the former are on the prototype, `load` adds the others
export interface Clerk extends ComponentMethods, FurtherClerkMembers {}

/**
 * The state of a user's sign-in on this page, and the methods that change it. {@link ClerkInstance} describes its members.
 *
 * @example
 * const clerk = new Clerk('pk_live_…');
 * await clerk.load();
 * if (clerk.user) console.log(await clerk.session.getToken());
 */
export class Clerk implements ClerkInstance {
  static readonly version = VERSION;
  readonly version = VERSION;
  readonly publishableKey: string;
  readonly frontendApi: string;
  readonly proxyUrl: string | undefined;
  readonly domain: string;
  readonly instanceType: InstanceType;
  declare handleRedirectCallback: ClerkInstance['handleRedirectCallback'];
  declare handleEmailLinkVerification: ClerkInstance['handleEmailLinkVerification'];
  declare joinWaitlist: ClerkInstance['joinWaitlist'];
  declare __internal_openReverification: ClerkInstance['__internal_openReverification'];
  declare __internal_closeReverification: ClerkInstance['__internal_closeReverification'];
  declare authenticateWithGoogleOneTap: ClerkInstance['authenticateWithGoogleOneTap'];
  declare handleGoogleOneTapCallback: ClerkInstance['handleGoogleOneTapCallback'];
  declare authenticateWithWeb3: ClerkInstance['authenticateWithWeb3'];
  declare authenticateWithMetamask: ClerkInstance['authenticateWithMetamask'];
  readonly #instance: Instance;
  readonly #flowContext: FlowContext;
  readonly #statusHandlers = new Map<(status: ClerkStatus) => void, () => void>();
  #loading: Promise<void> | undefined;
  #members: Promise<void> | undefined;
  #components: ComponentControls | undefined;

  /**
   * @param publishableKey key of the instance, `pk_test_…` or `pk_live_…`
   * @throws {PublishableKeyError} when the key is malformed; its message says how
   * @throws {TypeError} when the proxy URL is malformed
   */
  constructor(publishableKey: string, options: ClerkOptions = {}) {
    const instance = createInstance(publishableKey, options, options.platform ?? createBrowserPlatform());
    this.#instance = instance;
    const { resources, platform, store } = instance;
    const components = () => this.__internal_components;
    const methods: Pick<ClerkInstance, (typeof LAZY_METHODS)[number]> = lazyMethods(
      LAZY_METHODS,
      { clerk: this, platform, resources, components },
      async () => (await import('./instance/facade-methods.ts')).facadeMethods,
    );
    Object.assign(this, methods);
    this.publishableKey = publishableKey;
    this.frontendApi = instance.key.frontendApi;
    this.proxyUrl = instance.address.proxyUrl;
    this.domain = options.domain ?? '';
    this.instanceType = instance.key.instanceType;
    this.#flowContext = {
      ...platform,
      environment: () => store.state.environment,
      client: () => store.state.client,
      whenLoaded: () => this.__internal_ensureLoaded(),
      subscribe: store.subscribe,
      setActive: (params) => this.setActive(params),
      navigate: (to) => this.navigate(to),
      call: resources.call,
      diagnose: async (code) => (await import('./instance/diagnose.ts')).diagnoseFailure(instance, code),
    };
  }

  get isStandardBrowser(): boolean {
    return this.#instance.options.standardBrowser ?? true;
  }
  get status(): ClerkStatus {
    return this.#instance.store.state.status;
  }
  get loaded(): boolean {
    return this.status === 'ready' || this.status === 'degraded';
  }
  get isSignedIn(): boolean {
    return !!this.session && this.session.status !== 'pending';
  }
  get client() {
    return this.#view('client');
  }
  get session() {
    return this.#view('session');
  }
  get user() {
    return this.#view('user');
  }
  get organization() {
    return this.#instance.store.state.organization;
  }
  get __internal_subscribe() {
    return this.#instance.store.subscribe;
  }
  get __internal_country(): string | null | undefined {
    return this.#instance.country;
  }
  get __internal_problem(): WireErrorCode | undefined {
    return this.#instance.problem;
  }
  get __internal_incoming() {
    return this.#instance.store.state.incoming;
  }
  get __internal_environment() {
    return this.#instance.store.state.environment;
  }

  async load(options: LoadOptions = {}): Promise<void> {
    this.#setOptions(options);
    const loading = this.__internal_ensureLoaded();
    expectSessions(this.#instance);
    await Promise.all([loading, this.__internal_needMembers()]);
  }

  __internal_addMembers(create: typeof createMembers): void {
    const { clerk, resources } = create({ clerk: this, instance: this.#instance });
    Object.defineProperties(this, Object.getOwnPropertyDescriptors(clerk));
    this.#instance.resources.members = resources;
  }

  async __internal_ensureLoaded(): Promise<void> {
    if (this.loaded) return;
    return (this.#loading ??= load(this.#instance).finally(() => {
      if (this.status === 'error') this.#loading = undefined;
    }));
  }

  __internal_expectSessions(): void {
    expectSessions(this.#instance);
  }

  addListener(listener: (resources: Resources) => void, options: { skipInitialEmit?: boolean } = {}): () => void {
    const { store } = this.#instance;
    this.__internal_needMembers().catch(() => {}); // `load()` rejects with the reason.
    let last: readonly unknown[] = watched();
    const emit = () => {
      const { client, session, user, organization } = this;
      listener({ client, session, user, organization });
    };
    const unsubscribe = store.subscribe(() => {
      const next = watched();
      if (next.every((value, i) => value === last[i])) return;
      last = next;
      emit();
    });
    if (store.state.client && !options.skipInitialEmit) emit();
    return unsubscribe;

    function watched() {
      const { client, session, user, organization, environment } = store.state;
      return [client, session, user, organization, environment] as const;
    }
  }

  on(_event: 'status', handler: (status: ClerkStatus) => void, options: { notify?: boolean } = {}): void {
    const { store } = this.#instance;
    let last = this.status;
    this.off('status', handler);
    this.#statusHandlers.set(
      handler,
      store.subscribe(() => {
        if (store.state.status !== last) handler((last = store.state.status));
      }),
    );
    if (options.notify) handler(last);
  }

  off(_event: 'status', handler: (status: ClerkStatus) => void): void {
    this.#statusHandlers.get(handler)?.();
    this.#statusHandlers.delete(handler);
  }

  async setActive(params: SetActiveParams): Promise<void> {
    return (await this.#instance.needSessions()).setActive(params);
  }

  async signOut(first?: SignOutOptions | (() => unknown), second?: SignOutOptions): Promise<void> {
    const callback = typeof first === 'function' ? first : undefined;
    return (await this.#instance.needSessions()).signOut(
      callback,
      (callback ? second : (first as SignOutOptions)) ?? {},
    );
  }

  async handleUnauthenticated(): Promise<void> {
    return (await this.#instance.needSessions()).handleUnauthenticated();
  }

  navigate(to: string, options?: NavigateOptions): Promise<unknown> {
    return navigate(this.#instance, to, options);
  }
  buildSignInUrl(options?: AuthUrlOptions): string {
    return buildAuthUrl(this.#instance, 'signIn', options);
  }
  buildSignUpUrl(options?: AuthUrlOptions): string {
    return buildAuthUrl(this.#instance, 'signUp', options);
  }
  buildWaitlistUrl(options?: { initialValues?: Record<string, string> }): string {
    return buildAuthUrl(this.#instance, 'waitlist', options);
  }
  buildUserProfileUrl(): string {
    return buildUserProfileUrl(this.#instance);
  }
  buildAfterSignInUrl(options?: { params?: URLSearchParams }): string {
    return buildAfterAuthUrl(this.#instance, 'signIn', options?.params);
  }
  buildAfterSignUpUrl(options?: { params?: URLSearchParams }): string {
    return buildAfterAuthUrl(this.#instance, 'signUp', options?.params);
  }
  buildAfterSignOutUrl(): string {
    return buildAfterSignOutUrl(this.#instance);
  }
  buildAfterMultiSessionSingleSignOutUrl(): string {
    return buildAfterMultiSessionSingleSignOutUrl(this.#instance);
  }
  redirectToSignIn(options?: AuthUrlOptions): Promise<unknown> {
    return this.navigate(this.buildSignInUrl(comingBack(this.#instance, options)));
  }
  redirectToSignUp(options?: AuthUrlOptions): Promise<unknown> {
    return this.navigate(this.buildSignUpUrl(comingBack(this.#instance, options)));
  }
  redirectToUserProfile(): Promise<unknown> {
    return this.navigate(this.buildUserProfileUrl());
  }

  __internal_getOption<K extends keyof LoadOptions>(key: K): LoadOptions[K] {
    return this.#instance.options[key];
  }

  __internal_updateProps(props: Parameters<ClerkInstance['__internal_updateProps']>[0]): void {
    this.#setOptions({ ...props.options, ...(props.appearance && { appearance: props.appearance }) });
    this.#components?.updateProps(props);
  }

  __internal_setComponents(controls: ComponentControls): void {
    this.#components = controls;
  }

  __internal_createFlow<Flow>(create: CreateFlow<Flow>, options?: FlowOptions): Flow {
    return create(this.#flowContext, options);
  }

  __internal_redirectTarget(
    kind: RedirectKind,
    props: { forceRedirectUrl?: string | null; fallbackRedirectUrl?: string | null },
    params: URLSearchParams,
  ): string {
    return redirectTarget(this.#instance, kind, props, params);
  }

  /** The screens behind `mountX` and `openX`. @throws {ClerkRuntimeError} `components_missing` */
  get __internal_components(): ComponentControls {
    if (!this.#components) {
      throw new ClerkRuntimeError('components_missing', 'This Clerk was not loaded with UI: load the elements too.');
    }
    return this.#components;
  }

  __internal_needMembers(): Promise<void> {
    return (this.#members ??= import('./members/members.ts').then(
      ({ createMembers }) => this.__internal_addMembers(createMembers),
      (cause) => {
        this.#members = undefined;
        throw partMissing(cause);
      },
    ));
  }

  /** Returns what pages get of the state: live views of the snapshots. */
  #view<K extends keyof Resources>(name: K): Resources[K] {
    const { store, resources } = this.#instance;
    const value = store.state[name];
    return resources.view?.(value) ?? value;
  }

  /** Adds options to those of earlier calls. An option that is `undefined` does not replace an earlier one. */
  #setOptions(options: Partial<LoadOptions>): void {
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    this.#instance.options = { ...this.#instance.options, ...given };
  }
}

installComponentMethods(Clerk.prototype);
