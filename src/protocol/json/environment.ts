export type AttributeName =
  | 'email_address'
  | 'phone_number'
  | 'username'
  | 'web3_wallet'
  | 'first_name'
  | 'last_name'
  | 'password'
  | 'authenticator_app'
  | 'ticket'
  | 'backup_code'
  | 'passkey';

export interface AttributeJSON {
  enabled: boolean;
  required: boolean;
  used_for_first_factor: boolean;
  first_factors: string[];
  used_for_second_factor: boolean;
  second_factors: string[];
  verifications: string[];
  verify_at_sign_up: boolean;
  immutable: boolean;
}

export interface PasswordSettingsJSON {
  disable_hibp: boolean;
  /** Whether a change of the password needs the present one, instead of a reverification. */
  disable_password_reverification?: boolean;
  min_length: number;
  /** 0 means the maximum, 72. */
  max_length: number;
  require_special_char: boolean;
  require_numbers: boolean;
  require_uppercase: boolean;
  require_lowercase: boolean;
  show_zxcvbn: boolean;
  min_zxcvbn_strength: number;
  allowed_special_characters: string;
  [key: string]: unknown;
}

export interface UsernameSettingsJSON {
  min_length: number;
  max_length: number;
  [key: string]: unknown;
}

export interface UserSettingsJSON {
  attributes: Record<AttributeName, AttributeJSON>;
  social: Record<
    string,
    { enabled: boolean; authenticatable: boolean; strategy: string; name: string; logo_url: string }
  >;
  sign_in: { second_factor: { required: boolean; enabled: boolean } };
  sign_up: {
    captcha_enabled: boolean;
    captcha_widget_type: string;
    custom_action_required: boolean;
    progressive: boolean;
    mode: 'public' | 'restricted' | 'waitlist';
    legal_consent_enabled: boolean;
    /** Present and true: optional fields are shown from the start, and not behind a link. Clerk does not have it. */
    show_optional_fields?: boolean;
    mfa: { required: boolean };
  };
  password_settings: PasswordSettingsJSON;
  username_settings: UsernameSettingsJSON;
  passkey_settings?: {
    allow_autofill: boolean;
    show_sign_in_button: boolean;
    satisfies_second_factor?: boolean;
    /** Whether users without a passkey are offered one after a sign-in with a password. Absent = true. */
    offer_after_sign_in?: boolean;
  };
  actions: {
    delete_self: boolean;
    create_organization: boolean;
    create_organizations_limit: number | null;
    /** Present and false: users cannot upload a picture. Clerk does not have it. */
    upload_picture?: boolean;
  };
  [key: string]: unknown;
}

export interface AuthConfigJSON {
  object: 'auth_config';
  id: string;
  single_session_mode: boolean;
  /** Whether sign-in greets accounts that used this browser before; Clerk's own API leaves it out. */
  welcome_back?: boolean;
  identification_strategies: string[];
  first_factors: string[];
  second_factors: string[];
  test_mode: boolean;
  reverification: boolean;
  session_minter: boolean;
  [key: string]: unknown;
}

/** Colors and sizes of the forms, as Clerk's early releases had them: CSS values. */
export interface DisplayThemeJSON {
  general?: Record<string, string>;
  buttons?: Record<string, string>;
  [key: string]: unknown;
}

export interface DisplayConfigJSON {
  object: 'display_config';
  id: string;
  instance_environment_type: 'production' | 'development';
  application_name: string;
  theme?: DisplayThemeJSON;
  /** What the operator chose of the theme, which pages apply. Clerk does not have it, and its `theme` applies nowhere. */
  own_theme?: DisplayThemeJSON;
  preferred_sign_in_strategy: 'password' | 'otp';
  logo_image_url: string | null;
  favicon_image_url: string | null;
  home_url: string;
  sign_in_url: string;
  sign_up_url: string;
  user_profile_url: string;
  waitlist_url: string;
  /** Present and false: the server has no sign-in and sign-up pages of its own. Clerk does not have it. */
  hosted_pages?: false;
  after_join_waitlist_url: string;
  google_one_tap_client_id: string | null;
  /** The sign-in takes the text of the token's nonce. */
  google_one_tap_nonce?: boolean;
  after_sign_in_url: string;
  after_sign_up_url: string;
  after_sign_out_one_url: string;
  after_sign_out_all_url: string;
  after_switch_session_url: string;
  logo_link_url: string;
  support_email: string | null;
  /** The address that emails of this instance come from, where it is configured; Clerk's own API leaves it out. */
  email_sender?: string;
  branded: boolean;
  help_url: string | null;
  privacy_policy_url: string | null;
  terms_url: string | null;
  [key: string]: unknown;
}

/** Answer of `GET /v1/environment`: how the instance is configured. */
export interface EnvironmentJSON {
  /** Key of the instance that answers; Clerk's own API leaves it out. */
  publishable_key?: string;
  object?: 'environment';
  auth_config: AuthConfigJSON;
  display_config: DisplayConfigJSON;
  user_settings: UserSettingsJSON;
  organization_settings: Record<string, unknown>;
  maintenance_mode: boolean;
  partitioned_cookies?: boolean;
  [key: string]: unknown;
}
