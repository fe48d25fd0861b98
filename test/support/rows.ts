import { blankEmailAddress, blankUser } from '../../src/server/storage/blank-rows.ts';
import type {
  ClientRow,
  CodeRow,
  EmailAddressRow,
  SessionRow,
  SignInRow,
  SignUpRow,
  UserRow,
} from '../../src/server/storage/rows.ts';

/** Rows with every column filled in, for tests of the storage. */
export const NOW = Date.UTC(2026, 0, 1, 12);
const DAY = 86_400_000;

export function clientRow(id: string, patch: Partial<ClientRow> = {}): ClientRow {
  return {
    id,
    token_hash: `hash of ${id}`,
    cookie_expires_at: NOW + 365 * DAY,
    previous_token_hash: null,
    rotated_at: 0,
    last_active_session_id: null,
    sign_in_id: null,
    sign_up_id: null,
    last_authentication_strategy: null,
    uat: 0,
    created_at: NOW,
    updated_at: NOW,
    ...patch,
  };
}

export function userRow(id: string, patch: Partial<UserRow> = {}): UserRow {
  return { ...blankUser(id, NOW), ...patch };
}

export function emailRow(id: string, userId: string, email: string, verified: boolean): EmailAddressRow {
  return {
    ...blankEmailAddress({ id, user_id: userId, email, email_key: email.toLowerCase() }, NOW),
    verified,
    verified_at: verified ? NOW : null,
    strategy: 'email_code',
  };
}

export function sessionRow(id: string, patch: Partial<SessionRow> = {}): SessionRow {
  return {
    id,
    client_id: 'client_1',
    user_id: 'user_1',
    status: 'active',
    expire_at: NOW + 7 * DAY,
    abandon_at: NOW + 7 * DAY,
    last_active_at: NOW,
    first_factor_at: NOW,
    second_factor_at: null,
    ip_address: null,
    device_type: null,
    is_mobile: false,
    browser_name: null,
    browser_version: null,
    created_at: NOW,
    updated_at: NOW,
    ...patch,
  };
}

export function signInRow(id: string, patch: Partial<SignInRow> = {}): SignInRow {
  return {
    id,
    client_id: 'client_1',
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
    abandon_at: NOW + DAY,
    version: 1,
    created_at: NOW,
    ...patch,
  };
}

export function signUpRow(id: string, patch: Partial<SignUpRow> = {}): SignUpRow {
  return {
    id,
    client_id: 'client_1',
    status: 'missing_requirements',
    email: null,
    email_verified: false,
    username: null,
    password_hash: null,
    first_name: null,
    last_name: null,
    unsafe_metadata: '{}',
    public_metadata: '{}',
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
    legal_accepted_at: null,
    ticket_id: null,
    created_session_id: null,
    created_user_id: null,
    locale: null,
    timezone: null,
    abandon_at: NOW + DAY,
    version: 1,
    created_at: NOW,
    ...patch,
  };
}

export function codeRow(id: string, patch: Partial<CodeRow> = {}): CodeRow {
  return {
    id,
    purpose: 'sign_in',
    subject: 'sia_1',
    identifier: 'ada@example.com',
    mac: 'mac',
    tries: 0,
    expires_at: NOW + 600_000,
    consumed_at: null,
    revoked_at: null,
    created_at: NOW,
    ...patch,
  };
}
