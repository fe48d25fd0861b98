import type { EnvironmentJSON, UserSettingsJSON } from '../../protocol/json/environment.ts';
import { toCamelCase } from '../../protocol/letter-case.ts';
import { camelize } from '../resources/camelize.ts';
import type { EnvironmentResource, FurtherEnvironmentMembers, UserSettings } from '../resources/types/environment.ts';
import type { SessionHost } from '../session/session-context.ts';

type Json = Record<string, unknown>;

/** Characters in a password and in a username. */
const PASSWORD = { min: 8, max: 72 };
const USERNAME = { min: 4, max: 64 };

/** What an API leaves out that does not have it. */
const DISPLAY = {
  backendHost: '',
  captchaHeartbeat: false,
  captchaOauthBypass: [],
  captchaProvider: 'turnstile',
  captchaPublicKey: null,
  captchaPublicKeyInvisible: null,
  captchaWidgetType: null,
  faviconImageUrl: '',
  logoImageUrl: '',
  supportEmail: '',
  termsUrl: '',
  privacyPolicyUrl: '',
  theme: {},
};

/**
 * Creates the member of an instance that has the environment. Besides the JSON of the API, which the elements read, it has
 * the members in camelCase that Clerk's SDKs and screens read.
 */
export function environmentMember({ platform, request, store }: SessionHost) {
  const views = new WeakMap<object, EnvironmentResource>();
  const reload = async () => store.setEnvironment(await request<EnvironmentJSON>('/environment'));
  return {
    get __internal_environment(): EnvironmentResource | undefined {
      const json = store.state.environment;
      if (!json) return undefined;
      let view = views.get(json);
      if (!view) {
        const members = environmentMembers(json, () => new URL(platform.href()).host, reload);
        // The JSON is frozen. Its own fields show through.
        view = Object.freeze(Object.create(json, Object.getOwnPropertyDescriptors(members))) as EnvironmentResource;
        views.set(json, view);
      }
      return view;
    },
  };
}

/**
 * Creates the members of the environment that its JSON does not have. Their names, and which of them are in camelCase,
 * are those of Clerk's SDKs.
 *
 * @param host where the page is, such as `example.com:8080`
 * @param reload reads the environment again
 */
function environmentMembers(
  json: EnvironmentJSON,
  host: () => string,
  reload: () => Promise<unknown>,
): FurtherEnvironmentMembers {
  const { display_config: display } = json;
  const isProduction = () => display.instance_environment_type === 'production';
  // An environment that was stored by an older version may lack parts. Only who reads them meets that.
  const userSettings = once(() => presentUserSettings(json.user_settings));
  return {
    pathRoot: '/environment',
    authConfig: present({ preferredChannels: null, nativeSettings: null, claimedAt: null }, json.auth_config),
    displayConfig: {
      ...present(DISPLAY, display),
      showDevModeWarning: !!display['show_devmode_warning'],
      clerkJSVersion: display['clerk_js_version'] as string | undefined,
    },
    get userSettings() {
      return userSettings();
    },
    organizationSettings: camelizeDeep(json.organization_settings ?? {}),
    commerceSettings: camelizeDeep((json['commerce_settings'] ?? {}) as Json),
    apiKeysSettings: (json['api_keys_settings'] ?? {}) as Json,
    protectConfig: (json['protect_config'] ?? {}) as Json,
    maintenanceMode: json.maintenance_mode,
    clientDebugMode: !!json['client_debug_mode'],
    partitionedCookies: !!json.partitioned_cookies,
    isSingleSession: () => json.auth_config.single_session_mode,
    isProduction,
    isDevelopmentOrStaging: () => !isProduction(),
    onWindowLocationHost: () => display['backend_host'] === host(),
    __internal_toSnapshot: () => json,
    async reload() {
      await reload();
      return this;
    },
  };
}

/** Returns a function that makes a value when it is called first, and returns the same one from then on. */
function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
}

function presentUserSettings(json: UserSettingsJSON): UserSettings {
  const attributes = Object.fromEntries(
    Object.entries(json.attributes).map(([name, attribute]) => [name, { ...attribute, name }]),
  );
  const usedFirst = Object.entries(attributes).filter(([, each]) => each.used_for_first_factor);
  const providers = Object.values(json.social).filter(({ enabled }) => enabled);
  const strategies = (some: typeof providers) => some.map(({ strategy }) => strategy).sort();
  const { password_settings: password, username_settings: username } = json;
  const { email_address: email, phone_number: phone } = attributes;
  return {
    attributes,
    social: json.social,
    actions: json.actions,
    signIn: json.sign_in,
    signUp: json.sign_up,
    enterpriseSSO: { enabled: false, self_serve_sso: false, ...(json['enterprise_sso'] as Json | undefined) },
    attackProtection: {
      enumeration_protection: { enabled: false },
      ...(json['attack_protection'] as Json | undefined),
    },
    passkeySettings: json.passkey_settings ?? { allow_autofill: false, show_sign_in_button: false },
    passwordSettings: {
      ...password,
      min_length: Math.max(password.min_length, PASSWORD.min),
      max_length: Math.min(password.max_length || PASSWORD.max, PASSWORD.max),
    },
    usernameSettings: {
      ...username,
      min_length: Math.max(username.min_length, USERNAME.min),
      max_length: Math.min(username.max_length, USERNAME.max),
    },
    socialProviderStrategies: strategies(providers),
    authenticatableSocialStrategies: strategies(providers.filter(({ authenticatable }) => authenticatable)),
    enabledFirstFactorIdentifiers: usedFirst.map(([name]) => name).filter((name) => !name.startsWith('web3')),
    web3FirstFactors: usedFirst.filter(([name]) => name.startsWith('web3')).flatMap(([, each]) => each.first_factors),
    alternativePhoneCodeChannels: ((phone as { channels?: string[] } | undefined)?.channels ?? []).filter(
      (channel) => channel !== 'sms',
    ),
    instanceIsPasswordBased: !!attributes['password']?.enabled,
    hasValidAuthFactor: !!(
      email?.enabled ||
      phone?.enabled ||
      (attributes['password']?.required && attributes['username']?.required)
    ),
  };
}

/** Returns a part of the environment with its keys in camelCase. What is null or missing has its default. */
function present<Part extends object, Defaults extends object>(defaults: Defaults, json: Part) {
  const given = Object.entries(camelize(json)).filter(([, value]) => value !== null);
  return { ...defaults, ...(Object.fromEntries(given) as ReturnType<typeof camelize<Part>>) };
}

function camelizeDeep(json: Json): Json {
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [toCamelCase(key), camelizeValue(value)]));
}

function camelizeValue(value: unknown): unknown {
  return typeof value === 'object' && value && !Array.isArray(value) ? camelizeDeep(value as Json) : value;
}
