// Rows as they are before anything is known or proven.
import type {
  ChallengeRow,
  EmailAddressRow,
  ExternalAccountRow,
  PasskeyRow,
  PhoneNumberRow,
  UserRow,
  Web3WalletRow,
} from './rows.ts';

type Owner = 'id' | 'user_id';

export function blankUser(id: string, now: number): UserRow {
  return {
    id,
    username: null,
    username_key: null,
    first_name: null,
    last_name: null,
    password_hash: null,
    password_updated_at: null,
    primary_email_address_id: null,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    image_url: '',
    unsafe_metadata: '{}',
    public_metadata: '{}',
    banned: false,
    failed_attempts: 0,
    retry_at: 0,
    last_sign_in_at: null,
    last_active_at: null,
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    legal_accepted_at: null,
    created_at: now,
    updated_at: now,
  };
}

export function blankEmailAddress(
  own: Pick<EmailAddressRow, Owner | 'email' | 'email_key'>,
  now: number,
): EmailAddressRow {
  return {
    ...own,
    verified: false,
    verified_at: null,
    code_id: null,
    challenge_id: null,
    strategy: null,
    created_at: now,
    updated_at: now,
  };
}

export function blankPhoneNumber(own: Pick<PhoneNumberRow, Owner | 'phone'>, now: number): PhoneNumberRow {
  return {
    ...own,
    verified: false,
    verified_at: null,
    code_id: null,
    reserved_for_second_factor: false,
    default_second_factor: false,
    created_at: now,
    updated_at: now,
  };
}

export function blankWeb3Wallet(own: Pick<Web3WalletRow, Owner | 'address'>, now: number): Web3WalletRow {
  return {
    ...own,
    verified: false,
    verified_at: null,
    strategy: null,
    challenge_id: null,
    created_at: now,
    updated_at: now,
  };
}

export function blankExternalAccount(
  own: Pick<ExternalAccountRow, Owner | 'provider'>,
  now: number,
): ExternalAccountRow {
  return {
    ...own,
    provider_user_id: null,
    email: '',
    email_verified: false,
    first_name: null,
    last_name: null,
    username: null,
    image_url: '',
    approved_scopes: '',
    email_address_id: null,
    challenge_id: null,
    verified: false,
    created_at: now,
    updated_at: now,
  };
}

export function blankPasskey(own: Pick<PasskeyRow, Owner>, now: number): PasskeyRow {
  return {
    ...own,
    name: '',
    credential_id: null,
    public_key: null,
    counter: 0,
    transports: '[]',
    backed_up: false,
    verified: false,
    challenge_id: null,
    last_used_at: null,
    created_at: now,
    updated_at: now,
  };
}

type ChallengeParts = 'id' | 'kind' | 'purpose' | 'subject' | 'client_id' | 'data' | 'expires_at';

export function blankChallenge(
  own: Pick<ChallengeRow, ChallengeParts> & { token_hash?: string },
  now: number,
): ChallengeRow {
  return { token_hash: null, ...own, result: null, consumed_at: null, revoked_at: null, created_at: now };
}
