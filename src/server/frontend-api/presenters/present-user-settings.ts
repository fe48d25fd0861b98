import type { AttributeJSON, UserSettingsJSON } from '../../../protocol/json/environment.ts';
import type { AttributeMode, InstanceConfig } from '../../config/config.ts';
import type { OAuthProvider } from '../../oauth-providers/types.ts';
import { LOCK_MS, MAX_TRIES } from '../../users/lockout.ts';
import { isFormless } from '../../config/read-factors.ts';

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

/** Presents the attributes that users have, and the rules for them. */
export function presentUserSettings(config: InstanceConfig): UserSettingsJSON {
  const { attributes } = config;
  const hasEmail = attributes.emailAddress !== 'off';
  const hasPhone = attributes.phoneNumber !== 'off';
  const hasUsername = attributes.username !== 'off';
  const isTyped = !isFormless(config);
  // A required number is an identifier, so a password can go with it even without codes by text message.
  const phoneNames = config.phoneCode || (attributes.phoneNumber === 'required' && attributes.password !== 'off');
  const { secondFactors, passkeys } = config;
  const emailStrategies = [...(config.emailCode ? ['email_code'] : []), ...(config.emailLink ? ['email_link'] : [])];
  // The first one is what the client offers first: the one that users know from signing in.
  const proofs = config.emailCode ? ['email_code', 'email_link'] : ['email_link', 'email_code'];
  const walletStrategies = config.wallets.map((wallet) => `web3_${wallet}_signature`);
  const secondPhone = hasPhone && secondFactors.phoneCode;
  return {
    attributes: {
      email_address: attribute(attributes.emailAddress, {
        used_for_first_factor: hasEmail && isTyped,
        first_factors: hasEmail ? emailStrategies : [],
        verifications: !hasEmail ? [] : config.emailLink ? proofs : ['email_code'],
        verify_at_sign_up: hasEmail && config.signUp.verifyEmailAddress,
      }),
      username: attribute(attributes.username, { used_for_first_factor: hasUsername && isTyped }),
      password: attribute(attributes.password),
      first_name: attribute(attributes.firstName),
      last_name: attribute(attributes.lastName),
      phone_number: attribute(attributes.phoneNumber, {
        used_for_first_factor: hasPhone && phoneNames,
        first_factors: hasPhone && config.phoneCode ? ['phone_code'] : [],
        used_for_second_factor: secondPhone,
        second_factors: secondPhone ? ['phone_code'] : [],
        verifications: hasPhone ? ['phone_code'] : [],
        verify_at_sign_up: hasPhone && config.signUp.verifyPhoneNumber,
      }),
      web3_wallet: attribute(attributes.web3Wallet, {
        used_for_first_factor: walletStrategies.length > 0,
        first_factors: walletStrategies,
        verifications: walletStrategies,
        verify_at_sign_up: walletStrategies.length > 0,
      }),
      authenticator_app: second(secondFactors.totp, 'totp'),
      ticket: { ...OFF, enabled: true },
      backup_code: second(secondFactors.backupCode, 'backup_code'),
      passkey: {
        ...OFF,
        enabled: passkeys.enabled,
        used_for_first_factor: passkeys.enabled,
        first_factors: passkeys.enabled ? ['passkey'] : [],
        verifications: passkeys.enabled ? ['passkey'] : [],
      },
    },
    social: Object.fromEntries(config.oauth.map((provider) => [provider.strategy, social(provider)])),
    saml: { enabled: false },
    enterprise_sso: { enabled: false, self_serve_sso: false },
    sign_in: { second_factor: { required: false, enabled: secondFactors.totp || secondPhone } },
    sign_up: {
      captcha_enabled: config.captcha !== null,
      captcha_widget_type: config.captcha?.provider === 'turnstile' ? config.captcha.widgetType : 'smart',
      custom_action_required: false,
      progressive: true,
      mode: config.signUp.mode,
      legal_consent_enabled: config.signUp.legalConsent,
      ...(config.signUp.showOptionalFields && { show_optional_fields: true }),
      mfa: { required: false },
    },
    restrictions: {
      allowlist: { enabled: config.restrictions.allowlistEnabled },
      // Always in force: an administrator can add entries at any time.
      blocklist: { enabled: true },
      allowlist_blocklist_disabled_on_sign_in: { enabled: !config.restrictions.onSignIn },
      block_email_subaddresses: { enabled: config.restrictions.blockSubaddresses },
      block_disposable_email_domains: {
        enabled: config.restrictions.blockDisposable || config.restrictions.disposableDomains.length > 0,
      },
    },
    password_settings: {
      disable_hibp: !config.password.breachCheck,
      disable_password_reverification: !config.reverification,
      enforce_hibp_on_sign_in: config.password.breachCheck && config.password.breachCheckOnSignIn,
      min_length: config.password.minLength,
      max_length: config.password.maxLength,
      require_special_char: config.password.requireSpecialChar,
      require_numbers: config.password.requireNumbers,
      require_uppercase: config.password.requireUppercase,
      require_lowercase: config.password.requireLowercase,
      show_zxcvbn: config.password.showStrength,
      min_zxcvbn_strength: config.password.minStrength,
      allowed_special_characters: config.password.allowedSpecialCharacters,
    },
    username_settings: {
      min_length: 4,
      max_length: 64,
      allow_extended_special_characters: false,
      allow_numeric_usernames: false,
    },
    passkey_settings: {
      allow_autofill: passkeys.enabled && passkeys.autofill,
      show_sign_in_button: passkeys.enabled && passkeys.signInButton,
      satisfies_second_factor: passkeys.satisfiesSecondFactor,
      ...(!passkeys.offerAfterSignIn && { offer_after_sign_in: false }),
    },
    actions: {
      delete_self: config.deleteSelf,
      create_organization: false,
      create_organizations_limit: null,
      ...(!config.pictureUploads && { upload_picture: false }),
    },
    attack_protection: {
      user_lockout: { enabled: true, max_attempts: MAX_TRIES, duration_in_minutes: LOCK_MS / 60_000 },
      pii: { enabled: true },
      email_link: { require_same_client: config.emailLinkRequireSameClient },
      enumeration_protection: { enabled: config.enumerationProtection },
    },
  };
}

/** Shows name and logo. Credentials and endpoints of a provider stay on the server. */
function social({ strategy, name, logoUrl }: OAuthProvider) {
  return {
    enabled: true,
    required: false,
    authenticatable: true,
    block_email_subaddresses: false,
    strategy,
    not_selectable: false,
    deprecated: false,
    name,
    logo_url: logoUrl ?? '',
  };
}

function attribute(mode: AttributeMode, patch: Partial<AttributeJSON> = {}): AttributeJSON {
  return { ...OFF, enabled: mode !== 'off', required: mode === 'required', ...patch };
}

function second(isOn: boolean, strategy: string): AttributeJSON {
  return { ...OFF, enabled: isOn, used_for_second_factor: isOn, second_factors: isOn ? [strategy] : [] };
}
