import type { ClientRow, SessionRow } from '../../storage/rows.ts';
import { type BackendSessionJSON, presentBackendSession } from './present-session.ts';

/** A browser or an app, as the application's server sees it. */
interface BackendClientJSON {
  object: 'client';
  id: string;
  session_ids: string[];
  sessions: BackendSessionJSON[];
  sign_in_id: string | null;
  sign_up_id: string | null;
  last_active_session_id: string | null;
  last_authentication_strategy: string | null;
  updated_at: number;
  created_at: number;
}

export function presentBackendClient(row: ClientRow, sessions: readonly SessionRow[], now: number): BackendClientJSON {
  return {
    object: 'client',
    id: row.id,
    session_ids: sessions.map(({ id }) => id),
    sessions: sessions.map((session) => presentBackendSession(session, now)),
    sign_in_id: row.sign_in_id,
    sign_up_id: row.sign_up_id,
    last_active_session_id: row.last_active_session_id,
    last_authentication_strategy: row.last_authentication_strategy,
    updated_at: row.updated_at,
    created_at: row.created_at,
  };
}
