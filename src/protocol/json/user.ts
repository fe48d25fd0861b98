import type { VerificationJSON } from './verification.ts';

export interface EmailAddressJSON {
  object: 'email_address';
  id: string;
  email_address: string;
  reserved: boolean;
  verification: VerificationJSON | null;
  linked_to: { type: string; id: string }[];
  matches_sso_connection: boolean;
  created_at: number;
  updated_at: number;
}

export interface PhoneNumberJSON {
  object: 'phone_number';
  id: string;
  /** In E.164 form. */
  phone_number: string;
  reserved_for_second_factor: boolean;
  default_second_factor: boolean;
  reserved: boolean;
  verification: VerificationJSON | null;
  linked_to: { type: string; id: string }[];
  /** Present once, in the answer that turned the second factor on. */
  backup_codes: string[] | null;
  created_at: number;
  updated_at: number;
}

export interface Web3WalletJSON {
  object: 'web3_wallet';
  id: string;
  /** Address with its checksum (EIP-55). */
  web3_wallet: string;
  /** The name that the wallet gave itself, such as `MetaMask`. Clerk's API has none. */
  wallet_name?: string;
  verification: VerificationJSON | null;
  created_at: number;
  updated_at: number;
}

export interface ExternalAccountJSON {
  object: 'external_account';
  id: string;
  identification_id: string;
  /** The strategy, such as `oauth_google`. */
  provider: string;
  provider_user_id: string;
  approved_scopes: string;
  email_address: string;
  email_address_verified: boolean;
  first_name: string;
  last_name: string;
  image_url: string;
  username: string | null;
  phone_number: string | null;
  public_metadata: Record<string, unknown>;
  label: string | null;
  verification: VerificationJSON | null;
  created_at: number;
  updated_at: number;
}

/** An account at an identity provider of a company. */
export interface EnterpriseAccountJSON {
  object: 'enterprise_account';
  id: string;
  active: boolean;
  protocol: string;
  provider: string;
  provider_user_id: string | null;
  email_address: string;
  first_name: string | null;
  last_name: string | null;
  public_metadata: Record<string, unknown>;
  enterprise_connection: EnterpriseConnectionJSON | null;
  enterprise_connection_id: string | null;
  last_authenticated_at: number | null;
  verification: VerificationJSON | null;
}

/** The connection of an instance to the identity provider of a company. */
export interface EnterpriseConnectionJSON {
  id: string;
  active: boolean;
  name: string;
  domain: string;
  protocol: string;
  provider: string;
  logo_public_url: string | null;
}

export interface PasskeyJSON {
  object: 'passkey';
  id: string;
  name: string;
  last_used_at: number | null;
  verification: VerificationJSON | null;
  created_at: number;
  updated_at: number;
}

export interface TotpJSON {
  object: 'totp';
  id: string;
  /** Base32; present once, in the answer that made it. */
  secret: string | null;
  uri: string | null;
  verified: boolean;
  /** Present once, in the answer that turned the second factor on. */
  backup_codes: string[] | null;
  created_at: number;
  updated_at: number;
}

export interface BackupCodesJSON {
  object: 'backup_code';
  id: string;
  codes: string[];
  created_at: number;
  updated_at: number;
}

/** A way into the account, or one that a password reset has switched off. Ours: Clerk has no such list. */
export interface SignInMethodJSON {
  object: 'sign_in_method';
  kind: 'email_address' | 'phone_number' | 'web3_wallet' | 'external_account' | 'passkey' | 'password';
  /** Id of the address, number, wallet, account or passkey. */
  id: string;
  /** As it may be shown: an address, a masked number, the name of a passkey or provider. Null for a password. */
  name: string | null;
  added_at: number;
  /** The browser it was added with, as far as that is known. */
  added_on: {
    browser_name: string | null;
    browser_version: string | null;
    device_type: string | null;
    is_mobile: boolean;
  } | null;
  last_used_at: number | null;
  /** A suspended method lets nobody in until the user verifies it. */
  status: 'verified' | 'suspended';
}

/** The signed-in user. Times are milliseconds since the epoch. `private_metadata` is never sent. */
export interface UserJSON {
  object: 'user';
  id: string;
  external_id: string | null;
  username: string | null;
  first_name: string | null;
  last_name: string | null;
  /** Never empty. Whoever has no picture is drawn as initials. */
  image_url: string;
  /** The same; the name that older clients know. */
  profile_image_url?: string;
  /** Whether the picture is more than initials. */
  has_image: boolean;
  primary_email_address_id: string | null;
  primary_phone_number_id: string | null;
  primary_web3_wallet_id: string | null;
  password_enabled: boolean;
  two_factor_enabled: boolean;
  totp_enabled: boolean;
  backup_code_enabled: boolean;
  email_addresses: EmailAddressJSON[];
  phone_numbers: PhoneNumberJSON[];
  web3_wallets: Web3WalletJSON[];
  passkeys: PasskeyJSON[];
  external_accounts: ExternalAccountJSON[];
  saml_accounts: unknown[];
  enterprise_accounts: EnterpriseAccountJSON[];
  organization_memberships: unknown[];
  public_metadata: Record<string, unknown>;
  unsafe_metadata: Record<string, unknown>;
  password_last_updated_at: number | null;
  last_sign_in_at: number | null;
  last_active_at: number | null;
  banned: boolean;
  locked: boolean;
  deprovisioned: boolean;
  lockout_expires_in_seconds: number | null;
  verification_attempts_remaining: number | null;
  mfa_enabled_at: number | null;
  mfa_disabled_at: number | null;
  legal_accepted_at: number | null;
  delete_self_enabled: boolean;
  create_organization_enabled: boolean;
  create_organizations_limit: number | null;
  timezone: string | null;
  created_at: number;
  updated_at: number;
}

/** A picture that the user uploaded. */
export interface ImageJSON {
  object: 'image';
  id: string;
  name: string;
  public_url: string;
}

export interface PublicUserDataJSON {
  first_name: string | null;
  last_name: string | null;
  image_url: string;
  profile_image_url?: string;
  has_image: boolean;
  identifier: string;
  user_id: string;
  username: string | null;
  banned: boolean;
}
