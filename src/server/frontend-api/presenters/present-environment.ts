import type {
  AttributeJSON,
  AttributeName,
  DisplayConfigJSON,
  EnvironmentJSON,
} from '../../../protocol/json/environment.ts';
import { toSnakeCase } from '../../../protocol/letter-case.ts';
import type { AttributeMode, InstanceConfig, InstanceTheme } from '../../config/config.ts';
import { findGoogle } from '../../oauth-providers/provider-table.ts';
import { presentUserSettings } from './present-user-settings.ts';

/** Presents the settings of the instance, which every client reads first. The settings never change, so one call is enough. */
export function presentEnvironment(config: InstanceConfig): EnvironmentJSON {
  const userSettings = presentUserSettings(config);
  const { attributes } = userSettings;
  const identifiers = (['email_address', 'phone_number', 'username', 'web3_wallet'] as const).filter(
    (name) => attributes[name].used_for_first_factor,
  );
  const firstFactors = [
    ...(attributes.password.enabled ? ['password'] : []),
    ...Object.values(attributes).flatMap(({ first_factors }) => first_factors),
    ...Object.keys(userSettings.social),
  ];
  const secondFactors = Object.values(attributes).flatMap(({ second_factors }) => second_factors);
  return {
    object: 'environment',
    auth_config: {
      object: 'auth_config',
      id: 'aconf_1',
      ...modes(attributes),
      identification_requirements: identifiers.map((name) => [name]),
      identification_strategies: [...identifiers],
      first_factors: firstFactors,
      second_factors: secondFactors,
      email_address_verification_strategies: attributes.email_address.verifications,
      single_session_mode: config.singleSession,
      welcome_back: config.welcomeBack,
      enhanced_email_deliverability: false,
      test_mode: config.testMode,
      cookieless_dev: false,
      url_based_session_syncing: false,
      claimed_at: null,
      reverification: config.reverification,
      session_minter: false,
      preferred_channels: null,
      native_settings: {
        object: 'native_settings',
        api_enabled: false,
        trusted_device_sign_in_enabled: false,
        trusted_device_enrollment_prompt_after_sign_in_enabled: false,
        trusted_device_enrollment_prompt_after_sign_up_enabled: false,
      },
    },
    publishable_key: config.publishableKey,
    display_config: presentDisplayConfig(config, firstFactors),
    user_settings: userSettings,
    organization_settings: {
      enabled: false,
      max_allowed_memberships: 0,
      creator_role: 'org:admin',
      force_organization_selection: false,
      actions: { admin_delete: false },
      slug: { disabled: true },
      organization_creation_defaults: { enabled: false },
      domains: { enabled: false, enrollment_modes: [], default_role: null },
    },
    fraud_settings: { object: 'fraud_settings', native: { device_attestation_mode: 'disabled' } },
    commerce_settings: {
      billing: {
        stripe_publishable_key: null,
        user: { enabled: false, has_paid_plans: false },
        organization: { enabled: false, has_paid_plans: false },
      },
    },
    api_keys_settings: { enabled: false, user_api_keys_enabled: false, orgs_api_keys_enabled: false },
    protect_config: { id: '', loaders: [] },
    client_debug_mode: false,
    partitioned_cookies: false,
    maintenance_mode: false,
  };
}

function presentDisplayConfig(config: InstanceConfig, firstFactors: string[]): DisplayConfigJSON {
  const { branding } = config;
  return {
    object: 'display_config',
    id: 'display_config_1',
    instance_environment_type: config.instanceType,
    application_name: config.applicationName,
    ...presentTheme(branding.theme),
    preferred_sign_in_strategy: firstFactors.includes('password') ? 'password' : 'otp',
    logo_image_url: branding.logoUrl,
    favicon_image_url: branding.faviconUrl,
    // Older names that generated clients still require.
    logo_url: branding.logoUrl,
    favicon_url: branding.faviconUrl,
    logo_image: null,
    favicon_image: null,
    home_url: config.homeUrl,
    sign_in_url: config.signInUrl,
    sign_up_url: config.signUpUrl,
    user_profile_url: config.userProfileUrl,
    waitlist_url: config.waitlistUrl,
    ...(!config.hostedPages && { hosted_pages: false as const }),
    oauth_consent_url: config.homeUrl,
    after_sign_in_url: config.afterSignInUrl,
    after_sign_up_url: config.afterSignUpUrl,
    // The step is in the hash. A form that keeps its step in the path reads it from there, too.
    after_sign_out_one_url: config.singleSession ? config.signInUrl : `${config.signInUrl}#/choose`,
    after_sign_out_all_url: config.afterSignOutUrl,
    after_switch_session_url: config.afterSignInUrl,
    after_join_waitlist_url: config.homeUrl,
    organization_profile_url: config.homeUrl,
    create_organization_url: config.homeUrl,
    after_leave_organization_url: config.homeUrl,
    after_create_organization_url: config.homeUrl,
    logo_link_url: config.homeUrl,
    support_email: config.supportEmail,
    ...(config.smtp && { email_sender: addressOf(config.smtp.from) }),
    branded: false,
    experimental_force_oauth_first: false,
    clerk_js_version: '6',
    show_devmode_warning: false,
    ...presentOneTap(config),
    help_url: branding.helpUrl,
    privacy_policy_url: branding.privacyPolicyUrl,
    terms_url: branding.termsUrl,
    ...presentCaptcha(config),
    captcha_oauth_bypass: [],
    captcha_heartbeat: false,
  };
}

/** Only where One Tap is on, clients read that this server takes the text of a nonce, which Clerk's refuses. */
function presentOneTap({
  googleOneTap,
  oauth,
}: InstanceConfig): Pick<DisplayConfigJSON, 'google_one_tap_client_id' | 'google_one_tap_nonce'> {
  if (!googleOneTap.enabled) return { google_one_tap_client_id: null };
  return { google_one_tap_client_id: findGoogle(oauth)?.clientId ?? null, google_one_tap_nonce: true };
}

/** Clerk's own clients know Turnstile only. Without its keys they run no check. */
function presentCaptcha({
  captcha,
}: InstanceConfig): Pick<
  DisplayConfigJSON,
  'captcha_public_key' | 'captcha_widget_type' | 'captcha_public_key_invisible' | 'captcha_provider'
> {
  const turnstile = captcha?.provider === 'turnstile' ? captcha : null;
  return {
    captcha_public_key: turnstile?.siteKey ?? null,
    captcha_widget_type: turnstile?.widgetType ?? null,
    captcha_public_key_invisible: turnstile?.invisibleSiteKey ?? null,
    captcha_provider: captcha?.provider ?? 'turnstile',
  };
}

const THEME = {
  buttons: { font_color: '#ffffff', font_family: 'inherit', font_weight: '600' },
  general: {
    color: '#2f3037',
    padding: '1em',
    box_shadow: 'none',
    font_color: '#212126',
    font_family: 'inherit',
    border_radius: '0.5em',
    background_color: '#ffffff',
    label_font_weight: '600',
  },
  accounts: { background_color: '#ffffff' },
};

/** Clients of Clerk's get a whole theme. Pages apply what the operator set and nothing else. */
function presentTheme(theme: InstanceTheme | null): Pick<DisplayConfigJSON, 'theme' | 'own_theme'> {
  if (!theme) return { theme: THEME };
  const own = { general: snakeCased(theme.general), buttons: snakeCased(theme.buttons) };
  return {
    theme: {
      ...THEME,
      general: { ...THEME.general, ...own.general },
      buttons: { ...THEME.buttons, ...own.buttons },
    },
    own_theme: own,
  };
}

function snakeCased(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [toSnakeCase(name), value]));
}

/** Returns the attributes in the older, flat form. */
function modes(attributes: Record<AttributeName, AttributeJSON>): Record<string, AttributeMode | 'on'> {
  const mode = (name: AttributeName): AttributeMode | 'on' => {
    if (!attributes[name].enabled) return 'off';
    return attributes[name].required ? 'required' : 'on';
  };
  const names = ['first_name', 'last_name', 'email_address', 'phone_number', 'username', 'password'] as const;
  return Object.fromEntries(names.map((name) => [name, mode(name)]));
}

/** Returns the plain address of a sender such as `Acme <no-reply@example.com>`. */
function addressOf(sender: string): string {
  return /<([^<>]+)>$/.exec(sender)?.[1] ?? sender;
}
