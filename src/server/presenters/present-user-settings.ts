import type { AttributeJSON, UserSettingsJSON } from '../../protocol/json/environment.ts';
import type { AttributeMode, InstanceConfig } from '../config.ts';

const OFF: AttributeJSON = {
  enabled: false,
  required: false,
  used_for_first_factor: false,
  first_factors: [],
  used_for_second_factor: false,
  second_factors: [],
  verifications: [],
  verify_at_sign_up: false,
  immutable: false,
};

/** Which attributes users have, and the rules for them. */
export function presentUserSettings(config: InstanceConfig): UserSettingsJSON {
  const { attributes } = config;
  const hasEmail = attributes.emailAddress !== 'off';
  const hasUsername = attributes.username !== 'off';
  return {
    attributes: {
      email_address: attribute(attributes.emailAddress, {
        used_for_first_factor: hasEmail,
        first_factors: hasEmail && config.emailCode ? ['email_code'] : [],
        verifications: hasEmail ? ['email_code'] : [],
        verify_at_sign_up: hasEmail,
      }),
      username: attribute(attributes.username, { used_for_first_factor: hasUsername }),
      password: attribute(attributes.password),
      first_name: attribute(attributes.firstName),
      last_name: attribute(attributes.lastName),
      phone_number: { ...OFF },
      web3_wallet: { ...OFF },
      authenticator_app: { ...OFF },
      ticket: { ...OFF },
      backup_code: { ...OFF },
      passkey: { ...OFF },
    },
    social: {},
    saml: { enabled: false },
    enterprise_sso: { enabled: false, self_serve_sso: false },
    sign_in: { second_factor: { required: false, enabled: false } },
    sign_up: {
      captcha_enabled: false,
      captcha_widget_type: 'smart',
      custom_action_required: false,
      progressive: true,
      mode: 'public',
      legal_consent_enabled: false,
      mfa: { required: false },
    },
    restrictions: {
      allowlist: { enabled: false },
      blocklist: { enabled: false },
      allowlist_blocklist_disabled_on_sign_in: { enabled: false },
      block_email_subaddresses: { enabled: false },
      block_disposable_email_domains: { enabled: false },
    },
    password_settings: {
      disable_hibp: true,
      disable_password_reverification: true,
      enforce_hibp_on_sign_in: false,
      min_length: config.password.minLength,
      max_length: config.password.maxLength,
      require_special_char: false,
      require_numbers: false,
      require_uppercase: false,
      require_lowercase: false,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
      allowed_special_characters: '',
    },
    username_settings: {
      min_length: 4,
      max_length: 64,
      allow_extended_special_characters: false,
      allow_numeric_usernames: false,
    },
    passkey_settings: { allow_autofill: false, show_sign_in_button: false, satisfies_second_factor: false },
    actions: { delete_self: false, create_organization: false, create_organizations_limit: null },
    attack_protection: {
      user_lockout: { enabled: true, max_attempts: 100, duration_in_minutes: 60 },
      pii: { enabled: true },
      email_link: { require_same_client: true },
      enumeration_protection: { enabled: false },
    },
  };
}

function attribute(mode: AttributeMode, patch: Partial<AttributeJSON> = {}): AttributeJSON {
  return { ...OFF, enabled: mode !== 'off', required: mode === 'required', ...patch };
}
