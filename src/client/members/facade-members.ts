import { VERSION } from '../../protocol/version.ts';
import { formStep } from '../flows/counterpart-step.ts';
import { parseTarget } from '../navigation/redirects.ts';
import { withDevBrowser } from '../navigation/urls.ts';
import { attempt } from '../platform/native.ts';
import type { ClerkInstance, Resources, SdkMembers, SdkMetadata } from '../types.ts';
import type { MembersHost } from './members-host.ts';
import { requestMembers } from './request-members.ts';

/** Members that the instance has without these as well. */
type Overridden = Pick<ClerkInstance, 'organization' | 'setActive' | 'navigate' | 'handleRedirectCallback'>;

/** Creates the members of an instance that Clerk's SDKs call, and hardly anybody else. */
export function facadeMembers({ clerk, instance }: MembersHost): object {
  const { platform, store, resources } = instance;
  const { setActive, navigate, handleRedirectCallback } = clerk;
  const navigationListeners = new Set<() => void>();
  let emitted: Resources | undefined;
  let inProgress = 0;
  let lastError: unknown = null;

  const display = (name: 'organization_profile_url' | 'create_organization_url') =>
    clerk.buildUrlWithAuth(String(store.state.environment?.display_config[name] || '/'));

  const members: SdkMembers & Overridden & ThisType<ClerkInstance> = {
    ...requestMembers(instance),

    buildUrlWithAuth: (to) => withDevBrowser(instance, to),

    get organization() {
      // There is none as soon as it is known who is signed in.
      return store.state.session === undefined ? undefined : null;
    },
    get __internal_lastEmittedResources() {
      const { client, session, user, organization } = clerk;
      if (!client) return undefined;
      const isSame =
        emitted?.client === client &&
        emitted.session === session &&
        emitted.user === user &&
        emitted.organization === organization;
      // SDKs compare by reference: the same object until something changes.
      return isSame ? emitted : (emitted = { client, session, user, organization });
    },
    async setActive(params) {
      inProgress++;
      try {
        return await setActive.call(clerk, params);
      } finally {
        inProgress--;
      }
    },
    get __internal_setActiveInProgress() {
      return inProgress > 0;
    },
    navigate(to, options) {
      for (const listener of navigationListeners) listener();
      return navigate.call(clerk, to, options);
    },
    async handleRedirectCallback(params, customNavigate) {
      try {
        await handleRedirectCallback.call(clerk, params, customNavigate);
      } catch (error) {
        if (!instance.options['sdkMetadata']) throw error;
        // The component of an SDK catches nothing, and would leave an empty page: the form is where the visitor can go on.
        await this.navigate(formStep(params?.signInUrl ?? clerk.buildSignInUrl(), 'sso-callback'));
      }
    },
    __internal_addNavigationListener(listener) {
      navigationListeners.add(listener);
      return () => navigationListeners.delete(listener);
    },
    __internal_navigateWithError(to, error) {
      lastError = error;
      return this.navigate(to);
    },
    get __internal_last_error() {
      const error = lastError;
      lastError = null;
      return error;
    },
    __internal_windowNavigate(to, { useStaticAllowlistOnly } = {}) {
      const allowed = useStaticAllowlistOnly ? [] : (instance.options.allowedRedirectProtocols ?? []);
      const url = parseTarget(String(to), platform.href(), allowed);
      if (!url) return platform.log('warn', 'A navigation to an unsafe URL was refused.');
      platform.emit('clerk:beforeunload');
      platform.leave(url.href, false);
    },
    __internal_handleResourceCallback(attempt, params, customNavigate) {
      return this.handleGoogleOneTapCallback(attempt, params, customNavigate);
    },
    async __internal_reloadInitialResources() {
      await resources.reloadClient();
    },
    __internal_getCachedResources: undefined,
    __internal_moduleManager: undefined,
    __internal_hasOAuthTransport: false,
    __internal_oauthTransport: null,

    get isSatellite() {
      const given = instance.options['isSatellite'] as boolean | ((url: URL) => boolean) | undefined;
      return typeof given === 'function' ? given(new URL(platform.href())) : !!given;
    },
    get sdkMetadata() {
      return (instance.options['sdkMetadata'] as SdkMetadata | undefined) ?? OWN_METADATA;
    },
    get uiVersion() {
      return attempt(() => this.__internal_components) && VERSION;
    },
    telemetry: undefined,

    buildTasksUrl() {
      const task = clerk.session?.currentTask;
      if (!task) return '';
      const urls = instance.options['taskUrls'] as Record<string, string> | undefined;
      return urls?.[task.key] ?? `${this.buildSignInUrl().split('#')[0]}#/tasks/${task.key}`;
    },
    async redirectToTasks() {
      const url = this.buildTasksUrl();
      return url ? this.navigate(url) : undefined;
    },
    buildOrganizationProfileUrl: () => display('organization_profile_url'),
    buildCreateOrganizationUrl: () => display('create_organization_url'),
    redirectToOrganizationProfile() {
      return this.navigate(this.buildOrganizationProfileUrl());
    },
    redirectToCreateOrganization() {
      return this.navigate(this.buildCreateOrganizationUrl());
    },
    buildNewSubscriptionRedirectUrl() {
      return (instance.options['newSubscriptionRedirectUrl'] as string | undefined) ?? this.buildAfterSignInUrl();
    },

    // The names of version 5.
    get __unstable__environment() {
      return this.__internal_environment;
    },
    __unstable__updateProps(props) {
      this.__internal_updateProps(props);
    },
  };
  return members;
}

const OWN_METADATA: SdkMetadata = { name: 'clerk-widgets', version: VERSION };
