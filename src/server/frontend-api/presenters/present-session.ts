import type { SessionJSON, SessionWithActivitiesJSON } from '../../../protocol/json/client.ts';
import type { UserJSON } from '../../../protocol/json/user.ts';
import type { SessionStatus } from '../../../protocol/status.ts';
import type { SessionRow } from '../../storage/rows.ts';
import { presentPublicUserData } from './present-user.ts';

/** What a session is at the moment of the answer. */
export interface SessionMoment {
  status: SessionStatus;
  /** Minutes since each factor was proven. */
  factorAge: [number, number];
  /** Fresh token of a live session, null for others. */
  jwt: string | null;
}

export function presentSession(row: SessionRow, user: UserJSON, moment: SessionMoment): SessionJSON {
  return {
    object: 'session',
    id: row.id,
    status: moment.status,
    expire_at: row.expire_at,
    abandon_at: row.abandon_at,
    last_active_at: row.last_active_at,
    last_active_organization_id: null,
    actor: null,
    tasks: null,
    factor_verification_age: moment.factorAge,
    user,
    public_user_data: presentPublicUserData(user),
    last_active_token: moment.jwt === null ? null : { object: 'token', jwt: moment.jwt },
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** An entry of the list of devices. */
export function presentSessionWithActivities(row: SessionRow, status: SessionStatus): SessionWithActivitiesJSON {
  return {
    object: 'session',
    id: row.id,
    status,
    expire_at: row.expire_at,
    abandon_at: row.abandon_at,
    last_active_at: row.last_active_at,
    actor: null,
    latest_activity: {
      object: 'session_activity',
      id: row.id.replace('sess_', 'sess_activity_'),
      device_type: row.device_type,
      is_mobile: row.is_mobile,
      browser_name: row.browser_name,
      browser_version: row.browser_version,
      ip_address: row.ip_address,
      city: null,
      country: null,
    },
  };
}
