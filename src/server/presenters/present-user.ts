import type { EmailAddressJSON, PublicUserDataJSON, UserJSON } from '../../protocol/json/user.ts';
import type { VerificationJSON } from '../../protocol/json/verification.ts';
import type { EmailAddressRow, UserRow } from '../storage/rows.ts';

/** Wrong passwords in a row at which an account is locked; shown as attempts that remain. */
const MAX_ATTEMPTS = 100;

/** An e-mail address with the state of its verification. */
export function presentEmailAddress(email: EmailAddressRow, verification: VerificationJSON | null): EmailAddressJSON {
  return {
    object: 'email_address',
    id: email.id,
    email_address: email.email,
    reserved: false,
    verification,
    linked_to: [],
    matches_sso_connection: false,
    created_at: email.created_at,
    updated_at: email.updated_at,
  };
}

/** The user as they see themselves. */
export function presentUser(user: UserRow, emailAddresses: EmailAddressJSON[], now: number): UserJSON {
  const isLocked = user.failed_attempts >= MAX_ATTEMPTS && user.retry_at > now;
  return {
    object: 'user',
    id: user.id,
    external_id: null,
    username: user.username,
    first_name: user.first_name,
    last_name: user.last_name,
    image_url: '',
    has_image: false,
    primary_email_address_id: user.primary_email_address_id,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    password_enabled: user.password_hash !== null,
    two_factor_enabled: false,
    totp_enabled: false,
    backup_code_enabled: false,
    email_addresses: emailAddresses,
    phone_numbers: [],
    web3_wallets: [],
    passkeys: [],
    external_accounts: [],
    saml_accounts: [],
    enterprise_accounts: [],
    organization_memberships: [],
    public_metadata: JSON.parse(user.public_metadata),
    unsafe_metadata: JSON.parse(user.unsafe_metadata),
    password_last_updated_at: user.password_updated_at,
    last_sign_in_at: user.last_sign_in_at,
    last_active_at: user.last_active_at,
    banned: user.banned === 1,
    locked: isLocked,
    deprovisioned: false,
    lockout_expires_in_seconds: isLocked ? Math.ceil((user.retry_at - now) / 1000) : null,
    verification_attempts_remaining: Math.max(0, MAX_ATTEMPTS - user.failed_attempts),
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    legal_accepted_at: null,
    delete_self_enabled: false,
    create_organization_enabled: false,
    create_organizations_limit: null,
    timezone: null,
    created_at: user.created_at,
    updated_at: user.updated_at,
  };
}

/** What a session shows of its user. */
export function presentPublicUserData(user: UserJSON): PublicUserDataJSON {
  const primary = user.email_addresses.find((email) => email.id === user.primary_email_address_id);
  return {
    first_name: user.first_name,
    last_name: user.last_name,
    image_url: user.image_url,
    has_image: user.has_image,
    identifier: primary?.email_address ?? user.username ?? '',
    user_id: user.id,
    username: user.username,
    banned: user.banned,
  };
}
