import {
  blankClient,
  blankEmailAddress,
  blankSession,
  blankSignIn,
  blankSignUp,
  blankUser,
} from '../../src/server/storage/blank-rows.ts';
import type {
  ClientRow,
  CodeRow,
  EmailAddressRow,
  SessionRow,
  SignInRow,
  SignUpRow,
  UserRow,
} from '../../src/server/storage/rows.ts';

/** The time at which the rows of these functions are created. */
export const NOW = Date.UTC(2026, 0, 1, 12);
const DAY = 86_400_000;

export function clientRow(id: string, patch: Partial<ClientRow> = {}): ClientRow {
  return {
    ...blankClient({ id, token_hash: `hash of ${id}`, cookie_expires_at: NOW + 365 * DAY }, NOW),
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
  const own = { id, client_id: 'client_1', user_id: 'user_1', expire_at: NOW + 7 * DAY, abandon_at: NOW + 7 * DAY };
  return { ...blankSession(own, NOW), ...patch };
}

export function signInRow(id: string, patch: Partial<SignInRow> = {}): SignInRow {
  return { ...blankSignIn({ id, client_id: 'client_1', abandon_at: NOW + DAY }, NOW), ...patch };
}

export function signUpRow(id: string, patch: Partial<SignUpRow> = {}): SignUpRow {
  return { ...blankSignUp({ id, client_id: 'client_1', abandon_at: NOW + DAY }, NOW), ...patch };
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
