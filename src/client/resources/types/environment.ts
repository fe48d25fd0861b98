import type {
  AttributeJSON,
  DisplayConfigJSON,
  DisplayThemeJSON,
  EnvironmentJSON,
  UserSettingsJSON,
} from '../../../protocol/json/environment.ts';
import type { Camelized } from '../camelize.ts';

/** The part of the environment about sessions and clients. */
export interface AuthConfig {
  /** Whether a browser can have only one session. */
  readonly singleSessionMode: boolean;
  /** Whether sensitive changes ask the user to verify a factor again. */
  readonly reverification: boolean;
  readonly sessionMinter: boolean;
  /** When somebody took over an instance that was made without an account at Clerk. */
  readonly claimedAt: Date | null;
  readonly preferredChannels: Readonly<Record<string, string>> | null;
  /** What native apps may do. */
  readonly nativeSettings: Readonly<Record<string, boolean>> | null;
}

/** The part of the environment about what pages show, and where they are. */
export interface DisplayConfig extends Camelized<Known<DisplayConfigJSON>> {
  readonly afterCreateOrganizationUrl?: string;
  readonly afterLeaveOrganizationUrl?: string;
  readonly organizationProfileUrl?: string;
  readonly createOrganizationUrl?: string;
  readonly backendHost: string;
  readonly captchaHeartbeat: boolean;
  readonly captchaHeartbeatIntervalMs?: number;
  /** OAuth strategies that need no captcha. */
  readonly captchaOauthBypass: readonly string[];
  readonly captchaProvider: string;
  readonly captchaPublicKey: string | null;
  readonly captchaPublicKeyInvisible: string | null;
  readonly captchaWidgetType: string | null;
  /** Version of clerk-js that a hosted instance asks for. */
  readonly clerkJSVersion: string | undefined;
  readonly showDevModeWarning: boolean;
  readonly theme: DisplayThemeJSON;
}

/** The part of the environment about accounts. Below the first level, keys are as on the wire. */
export interface UserSettings {
  readonly attributes: Readonly<Record<string, AttributeJSON & { name: string }>>;
  /** The OAuth providers, by strategy. */
  readonly social: UserSettingsJSON['social'];
  readonly actions: UserSettingsJSON['actions'];
  readonly signIn: UserSettingsJSON['sign_in'];
  readonly signUp: UserSettingsJSON['sign_up'];
  readonly passwordSettings: UserSettingsJSON['password_settings'];
  readonly usernameSettings: UserSettingsJSON['username_settings'];
  readonly passkeySettings: NonNullable<UserSettingsJSON['passkey_settings']>;
  readonly enterpriseSSO: Readonly<Record<string, unknown>>;
  readonly attackProtection: { readonly enumeration_protection: { readonly enabled: boolean } };
  /** The strategies of all OAuth providers. */
  readonly socialProviderStrategies: readonly string[];
  /** The strategies of OAuth providers that sign users in. */
  readonly authenticatableSocialStrategies: readonly string[];
  /** The attributes that users sign in with. */
  readonly enabledFirstFactorIdentifiers: readonly string[];
  /** The strategies of wallets that sign users in. */
  readonly web3FirstFactors: readonly string[];
  /** The channels of phone codes besides text messages. */
  readonly alternativePhoneCodeChannels: readonly string[];
  /** Whether the instance has passwords. */
  readonly instanceIsPasswordBased: boolean;
  /** Whether users have something to sign in with. */
  readonly hasValidAuthFactor: boolean;
}

/** Members of the environment that few pages use: `load()` adds them. */
export interface FurtherEnvironmentMembers {
  readonly pathRoot: string;
  readonly authConfig: AuthConfig;
  readonly displayConfig: DisplayConfig;
  readonly userSettings: UserSettings;
  readonly organizationSettings: Readonly<Record<string, unknown>>;
  readonly commerceSettings: Readonly<Record<string, unknown>>;
  readonly apiKeysSettings: Readonly<Record<string, unknown>>;
  readonly protectConfig: Readonly<Record<string, unknown>>;
  /** Whether the API takes no changes at present. */
  readonly maintenanceMode: boolean;
  readonly clientDebugMode: boolean;
  readonly partitionedCookies: boolean;
  /** Returns whether a browser can have only one session. */
  isSingleSession(): boolean;
  /** Returns whether this is an instance of production. */
  isProduction(): boolean;
  /** Returns whether this is an instance of development. */
  isDevelopmentOrStaging(): boolean;
  /** Returns whether the page is on the host of the application's own server. */
  onWindowLocationHost(): boolean;
  /** Reads the environment again. */
  reload(): Promise<FurtherEnvironmentMembers>;
  /** @internal Returns the environment as the API sends it. */
  __internal_toSnapshot(): object;
}

/** The configuration of the instance: the JSON of the API, deeply frozen. `load()` adds the members in camelCase. */
export type EnvironmentResource = Readonly<EnvironmentJSON> & Partial<FurtherEnvironmentMembers>;

/** A type without its index signature. */
type Known<Json> = { [Key in keyof Json as string extends Key ? never : Key]: Json[Key] };
