import type {
  ChallengeRow,
  ClientRow,
  EmailAddressRow,
  ExternalAccountRow,
  PasskeyRow,
  PhoneNumberRow,
  ReverificationRow,
  SessionRow,
  SignInRow,
  SignUpRow,
  UserRow,
  WaitlistEntryRow,
  Web3WalletRow,
} from './rows.ts';

/* New rows. Each column that the caller does not give has its initial value: unknown, unverified or never used. */

type Owner = 'id' | 'user_id';

/** The browser that adds the row; default unknown. */
type Origin = Partial<Pick<PasskeyRow, 'added_on'>>;

export function blankClient(own: Pick<ClientRow, 'id' | 'token_hash' | 'cookie_expires_at'>, now: number): ClientRow {
  return {
    ...own,
    previous_token_hash: null,
    rotated_at: 0,
    last_active_session_id: null,
    sign_in_id: null,
    sign_up_id: null,
    last_authentication_strategy: null,
    uat: 0,
    created_at: now,
    updated_at: now,
  };
}

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
    profile_image_id: null,
    hides_provider_image: false,
    unsafe_metadata: '{}',
    public_metadata: '{}',
    private_metadata: '{}',
    external_id: null,
    banned: false,
    locale: null,
    timezone: null,
    delete_self_enabled: null,
    bypass_client_trust: false,
    password_compromised: false,
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
  own: Pick<EmailAddressRow, Owner | 'email' | 'email_key'> & Origin,
  now: number,
): EmailAddressRow {
  return {
    added_on: null,
    ...own,
    verified: false,
    verified_at: null,
    code_id: null,
    challenge_id: null,
    strategy: null,
    suspended_at: null,
    created_at: now,
    updated_at: now,
  };
}

export function blankPhoneNumber(own: Pick<PhoneNumberRow, Owner | 'phone'> & Origin, now: number): PhoneNumberRow {
  return {
    added_on: null,
    ...own,
    verified: false,
    verified_at: null,
    code_id: null,
    reserved_for_second_factor: false,
    default_second_factor: false,
    suspended_at: null,
    created_at: now,
    updated_at: now,
  };
}

export function blankWeb3Wallet(own: Pick<Web3WalletRow, Owner | 'address'> & Origin, now: number): Web3WalletRow {
  return {
    added_on: null,
    ...own,
    verified: false,
    verified_at: null,
    strategy: null,
    challenge_id: null,
    suspended_at: null,
    created_at: now,
    updated_at: now,
  };
}

export function blankExternalAccount(
  own: Pick<ExternalAccountRow, Owner | 'provider'> & Origin,
  now: number,
): ExternalAccountRow {
  return {
    added_on: null,
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
    sealed_tokens: null,
    challenge_id: null,
    verified: false,
    suspended_at: null,
    created_at: now,
    updated_at: now,
  };
}

export function blankPasskey(own: Pick<PasskeyRow, Owner> & Origin, now: number): PasskeyRow {
  return {
    added_on: null,
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
    suspended_at: null,
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

type SessionParts = Owner | 'client_id' | 'expire_at' | 'abandon_at';

export function blankSession(own: Pick<SessionRow, SessionParts>, now: number): SessionRow {
  return {
    ...own,
    status: 'active',
    last_active_at: now,
    first_factor_at: now,
    second_factor_at: null,
    strategy: null,
    actor: null,
    started_city: null,
    started_country: null,
    ip_address: null,
    city: null,
    country: null,
    device_type: null,
    is_mobile: false,
    browser_name: null,
    browser_version: null,
    created_at: now,
    updated_at: now,
  };
}

type AttemptParts = 'id' | 'client_id' | 'abandon_at';

export function blankSignIn(own: Pick<SignInRow, AttemptParts>, now: number): SignInRow {
  return {
    ...own,
    status: 'needs_identifier',
    identifier: null,
    user_id: null,
    strategy: null,
    code_id: null,
    challenge_id: null,
    first_factor_at: null,
    second_strategy: null,
    second_code_id: null,
    second_challenge_id: null,
    client_trust_state: null,
    created_session_id: null,
    locale: null,
    timezone: null,
    version: 1,
    created_at: now,
  };
}

export function blankSignUp(own: Pick<SignUpRow, AttemptParts>, now: number): SignUpRow {
  return {
    ...own,
    status: 'missing_requirements',
    email: null,
    email_verified: false,
    email_strategy: null,
    code_id: null,
    email_challenge_id: null,
    phone: null,
    phone_verified: false,
    phone_code_id: null,
    wallet: null,
    wallet_verified: false,
    wallet_strategy: null,
    wallet_challenge_id: null,
    external_challenge_id: null,
    external_strategy: null,
    external_verified: false,
    username: null,
    password_hash: null,
    first_name: null,
    last_name: null,
    unsafe_metadata: '{}',
    public_metadata: '{}',
    legal_accepted_at: null,
    ticket_id: null,
    external_id: null,
    created_session_id: null,
    created_user_id: null,
    locale: null,
    timezone: null,
    version: 1,
    created_at: now,
  };
}

export function blankReverification(
  own: Pick<ReverificationRow, 'id' | 'session_id' | 'level' | 'status' | 'abandon_at'>,
  now: number,
): ReverificationRow {
  return {
    ...own,
    strategy: null,
    code_id: null,
    challenge_id: null,
    second_strategy: null,
    second_code_id: null,
    second_challenge_id: null,
    version: 1,
    created_at: now,
  };
}

export function blankWaitlistEntry(
  own: Pick<WaitlistEntryRow, 'id' | 'email' | 'email_key'>,
  now: number,
): WaitlistEntryRow {
  return { ...own, status: 'pending', invitation_id: null, invited_at: null, created_at: now, updated_at: now };
}
