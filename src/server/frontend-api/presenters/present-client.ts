import type { ClientJSON, SessionJSON } from '../../../protocol/json/client.ts';
import type { SignInJSON } from '../../../protocol/json/sign-in.ts';
import type { SignUpJSON } from '../../../protocol/json/sign-up.ts';
import type { ClientRow } from '../../storage/rows.ts';

export interface ClientParts {
  /** Live ones only. */
  sessions: SessionJSON[];
  /** Attempts in progress. */
  signIn: SignInJSON | null;
  signUp: SignUpJSON | null;
}

export function presentClient(row: ClientRow, { sessions, signIn, signUp }: ClientParts): ClientJSON {
  const isActiveLive = sessions.some((session) => session.id === row.last_active_session_id);
  return {
    object: 'client',
    id: row.id,
    sessions,
    sign_in: signIn?.status === 'complete' || signIn?.status === 'abandoned' ? null : signIn,
    sign_up: signUp?.status === 'complete' || signUp?.status === 'abandoned' ? null : signUp,
    last_active_session_id: isActiveLive ? row.last_active_session_id : null,
    last_authentication_strategy: row.last_authentication_strategy,
    cookie_expires_at: row.cookie_expires_at,
    captcha_bypass: false,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
