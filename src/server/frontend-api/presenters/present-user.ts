import type {
  EmailAddressJSON,
  ExternalAccountJSON,
  PasskeyJSON,
  PhoneNumberJSON,
  PublicUserDataJSON,
  SignInMethodJSON,
  UserJSON,
  Web3WalletJSON,
} from '../../../protocol/json/user.ts';
import type { SignInMethod } from '../../account/sign-in-methods.ts';
import type { UserRow } from '../../storage/rows.ts';
import type { Picture } from '../../users/present-picture.ts';

/** What the JSON of a user holds besides the row. */
export interface UserParts {
  emailAddresses: EmailAddressJSON[];
  phoneNumbers: PhoneNumberJSON[];
  web3Wallets: Web3WalletJSON[];
  externalAccounts: ExternalAccountJSON[];
  passkeys: PasskeyJSON[];
  totpEnabled: boolean;
  backupCodeEnabled: boolean;
  /** Whether failed tries have locked the account, and how many tries are left until they do. */
  lockout: { isLocked: boolean; triesLeft: number };
  picture: Picture;
  /** Whether users may delete their own account. */
  deleteSelfEnabled: boolean;
}

/** Presents a user as they see themselves. */
export function presentUser(user: UserRow, parts: UserParts, now: number): UserJSON {
  const { isLocked, triesLeft } = parts.lockout;
  return {
    object: 'user',
    id: user.id,
    external_id: user.external_id,
    username: user.username,
    first_name: user.first_name,
    last_name: user.last_name,
    image_url: parts.picture.url,
    profile_image_url: parts.picture.url,
    has_image: parts.picture.isOwn,
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
    delete_self_enabled: parts.deleteSelfEnabled,
    create_organization_enabled: false,
    create_organizations_limit: null,
    timezone: user.timezone,
    created_at: user.created_at,
    updated_at: user.updated_at,
  };
}

function isSecondFactor({ reserved_for_second_factor, verification }: PhoneNumberJSON): boolean {
  return reserved_for_second_factor && verification?.status === 'verified';
}

/** Presents a way into the account. */
export function presentSignInMethod(method: SignInMethod): SignInMethodJSON {
  const { kind, id, name, addedAt, addedOn, lastUsedAt, status } = method;
  return {
    object: 'sign_in_method',
    kind,
    id,
    name,
    added_at: addedAt,
    added_on: addedOn,
    last_used_at: lastUsedAt,
    status,
  };
}

/** Presents the details of a user that a session repeats. */
export function presentPublicUserData(user: UserJSON): PublicUserDataJSON {
  const primary = user.email_addresses.find((email) => email.id === user.primary_email_address_id);
  return {
    first_name: user.first_name,
    last_name: user.last_name,
    image_url: user.image_url,
    profile_image_url: user.image_url,
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
