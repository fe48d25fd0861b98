import type { SessionWithActivitiesJSON } from '../../../protocol/json/client.ts';
import { presentSessionWithActivities } from '../../frontend-api/presenters/present-client.ts';
import { statusOf } from '../../sessions/session-status.ts';
import type { SessionRow } from '../../storage/rows.ts';

/** A session as the application's server sees it. */
export interface BackendSessionJSON extends SessionWithActivitiesJSON {
  client_id: string;
  user_id: string;
  last_active_organization_id: null;
  tasks: null;
  created_at: number;
  updated_at: number;
}

export function presentBackendSession(row: SessionRow, now: number): BackendSessionJSON {
  return {
    ...presentSessionWithActivities(row, statusOf(row, now)),
    client_id: row.client_id,
    user_id: row.user_id,
    last_active_organization_id: null,
    tasks: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
