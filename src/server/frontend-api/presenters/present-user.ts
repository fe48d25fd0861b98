import type {
  EmailAddressJSON,
  ExternalAccountJSON,
  PasskeyJSON,
  PhoneNumberJSON,
  PublicUserDataJSON,
  UserJSON,
  Web3WalletJSON,
} from '../../../protocol/json/user.ts';
import type { VerificationJSON } from '../../../protocol/json/verification.ts';
import type {
  EmailAddressRow,
  ExternalAccountRow,
  PasskeyRow,
  PhoneNumberRow,
  UserRow,
  Web3WalletRow,
} from '../../storage/rows.ts';
import { lockState } from '../../users/lockout.ts';

/** What a user is shown with beside the row. */
export interface UserParts {
  emailAddresses: EmailAddressJSON[];
  phoneNumbers: PhoneNumberJSON[];
  web3Wallets: Web3WalletJSON[];
  externalAccounts: ExternalAccountJSON[];
  passkeys: PasskeyJSON[];
  totpEnabled: boolean;
  backupCodeEnabled: boolean;
  /** What is shown of somebody without a picture. */
  defaultImageUrl: string;
}

/**
 * An e-mail address with the state of its verification.
 *
 * @param linked accounts elsewhere that proved it
 */
export function presentEmailAddress(
  email: EmailAddressRow,
  verification: VerificationJSON | null,
  linked: readonly ExternalAccountRow[] = [],
): EmailAddressJSON {
  return {
    object: 'email_address',
    id: email.id,
    email_address: email.email,
    reserved: false,
    verification,
    linked_to: linked.map(({ provider, id }) => ({ type: provider, id })),
    matches_sso_connection: false,
    created_at: email.created_at,
    updated_at: email.updated_at,
  };
}

export function presentPhoneNumber(row: PhoneNumberRow, verification: VerificationJSON | null): PhoneNumberJSON {
  return {
    object: 'phone_number',
    id: row.id,
    phone_number: row.phone,
    reserved_for_second_factor: row.reserved_for_second_factor,
    default_second_factor: row.default_second_factor,
    reserved: false,
    verification,
    linked_to: [],
    backup_codes: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** @param address with its checksum */
export function presentWeb3Wallet(
  row: Web3WalletRow,
  address: string,
  verification: VerificationJSON | null,
): Web3WalletJSON {
  return {
    object: 'web3_wallet',
    id: row.id,
    web3_wallet: address,
    verification,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

export function presentPasskey(row: PasskeyRow, verification: VerificationJSON | null): PasskeyJSON {
  return {
    object: 'passkey',
    id: row.id,
    name: row.name,
    last_used_at: row.last_used_at,
    verification,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

export function presentExternalAccount(
  row: ExternalAccountRow,
  verification: VerificationJSON | null,
): ExternalAccountJSON {
  return {
    object: 'external_account',
    id: row.id,
    identification_id: row.id,
    provider: row.provider,
    provider_user_id: row.provider_user_id ?? '',
    approved_scopes: row.approved_scopes,
    email_address: row.email,
    email_address_verified: row.email_verified,
    first_name: row.first_name ?? '',
    last_name: row.last_name ?? '',
    image_url: row.image_url,
    username: row.username,
    phone_number: null,
    public_metadata: {},
    label: null,
    verification,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** The user as they see themselves. */
export function presentUser(user: UserRow, parts: UserParts, now: number): UserJSON {
  const { isLocked, triesLeft } = lockState(user, now);
  return {
    object: 'user',
    id: user.id,
    external_id: null,
    username: user.username,
    first_name: user.first_name,
    last_name: user.last_name,
    image_url: user.image_url || parts.defaultImageUrl,
    has_image: user.image_url !== '',
    primary_email_address_id: user.primary_email_address_id,
    primary_phone_number_id: user.primary_phone_number_id,
    primary_web3_wallet_id: user.primary_web3_wallet_id,
    password_enabled: user.password_hash !== null,
    two_factor_enabled: parts.totpEnabled || parts.phoneNumbers.some(isSecondFactor),
    totp_enabled: parts.totpEnabled,
    backup_code_enabled: parts.backupCodeEnabled,
    email_addresses: parts.emailAddresses,
    phone_numbers: parts.phoneNumbers,
    web3_wallets: parts.web3Wallets,
    passkeys: parts.passkeys,
    external_accounts: parts.externalAccounts,
    saml_accounts: [],
    enterprise_accounts: [],
    organization_memberships: [],
    public_metadata: JSON.parse(user.public_metadata),
    unsafe_metadata: JSON.parse(user.unsafe_metadata),
    password_last_updated_at: user.password_updated_at,
    last_sign_in_at: user.last_sign_in_at,
    last_active_at: user.last_active_at,
    banned: user.banned,
    locked: isLocked,
    deprovisioned: false,
    lockout_expires_in_seconds: isLocked ? Math.ceil((user.retry_at - now) / 1000) : null,
    verification_attempts_remaining: triesLeft,
    mfa_enabled_at: user.mfa_enabled_at,
    mfa_disabled_at: user.mfa_disabled_at,
    legal_accepted_at: user.legal_accepted_at,
    delete_self_enabled: false,
    create_organization_enabled: false,
    create_organizations_limit: null,
    timezone: null,
    created_at: user.created_at,
    updated_at: user.updated_at,
  };
}

function isSecondFactor({ reserved_for_second_factor, verification }: PhoneNumberJSON): boolean {
  return reserved_for_second_factor && verification?.status === 'verified';
}

/** What a session shows of its user. */
export function presentPublicUserData(user: UserJSON): PublicUserDataJSON {
  const primary = user.email_addresses.find((email) => email.id === user.primary_email_address_id);
  return {
    first_name: user.first_name,
    last_name: user.last_name,
    image_url: user.image_url,
    has_image: user.has_image,
    identifier:
      primary?.email_address ??
      user.username ??
      user.phone_numbers.find((phone) => phone.id === user.primary_phone_number_id)?.phone_number ??
      user.web3_wallets.find((wallet) => wallet.id === user.primary_web3_wallet_id)?.web3_wallet ??
      '',
    user_id: user.id,
    username: user.username,
    banned: user.banned,
  };
}
