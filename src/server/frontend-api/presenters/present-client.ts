import type { ClientJSON, SessionJSON, SessionWithActivitiesJSON } from '../../../protocol/json/client.ts';
import type { SignInJSON } from '../../../protocol/json/sign-in.ts';
import type { SignUpJSON } from '../../../protocol/json/sign-up.ts';
import type { UserJSON } from '../../../protocol/json/user.ts';
import type { SessionStatus } from '../../../protocol/status.ts';
import type { ClientRow, SessionRow } from '../../storage/rows.ts';
import { presentPublicUserData } from './present-user.ts';

export interface ClientParts {
  /** The live sessions. */
  sessions: SessionJSON[];
  /** The session that the browser uses; null when no user is signed in. */
  activeSessionId: string | null;
  /** The attempts of the client. One that is over is presented as null. */
  signIn: SignInJSON | null;
  signUp: SignUpJSON | null;
}

export function presentClient(row: ClientRow, { sessions, activeSessionId, signIn, signUp }: ClientParts): ClientJSON {
  return {
    object: 'client',
    id: row.id,
    sessions,
    sign_in: signIn?.status === 'complete' || signIn?.status === 'abandoned' ? null : signIn,
    sign_up: signUp?.status === 'complete' || signUp?.status === 'abandoned' ? null : signUp,
    last_active_session_id: activeSessionId,
    last_authentication_strategy: row.last_authentication_strategy,
    cookie_expires_at: row.cookie_expires_at,
    captcha_bypass: false,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** The state of a session at the moment of the answer. */
export interface SessionMoment {
  status: SessionStatus;
  /** Minutes since the first and the second factor were verified; -1 = never. */
  factorAge: [number, number];
  /** A new token for a live session; null for others. */
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
    actor: actorOf(row),
    tasks: null,
    factor_verification_age: moment.factorAge,
    last_authentication_strategy: row.strategy,
    user,
    public_user_data: presentPublicUserData(user),
    last_active_token: moment.jwt === null ? null : { object: 'token', jwt: moment.jwt },
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

/** A session as the user's list of devices shows it. */
export function presentSessionWithActivities(row: SessionRow, status: SessionStatus): SessionWithActivitiesJSON {
  return {
    object: 'session',
    id: row.id,
    status,
    expire_at: row.expire_at,
    abandon_at: row.abandon_at,
    last_active_at: row.last_active_at,
    actor: actorOf(row),
    latest_activity: {
      object: 'session_activity',
      id: row.id.replace('sess_', 'sess_activity_'),
      device_type: row.device_type,
      is_mobile: row.is_mobile,
      browser_name: row.browser_name,
      browser_version: row.browser_version,
      ip_address: row.ip_address,
      city: row.city,
      country: row.country,
    },
  };
}

/** Returns who acts as the user; null when it is the user. */
function actorOf({ actor }: Pick<SessionRow, 'actor'>): Record<string, unknown> | null {
  return actor === null ? null : JSON.parse(actor);
}
