import type { SessionStatus } from '../status.ts';
import type { SignInJSON } from './sign-in.ts';
import type { SignUpJSON } from './sign-up.ts';
import type { PublicUserDataJSON, UserJSON } from './user.ts';

export interface TokenJSON {
  object: 'token';
  jwt: string;
}

/** Times are milliseconds since the epoch; `factor_verification_age` is in minutes, -1 = never. */
export interface SessionJSON {
  object: 'session';
  id: string;
  status: SessionStatus;
  expire_at: number;
  abandon_at: number;
  last_active_at: number;
  last_active_organization_id: string | null;
  actor: Record<string, unknown> | null;
  tasks: { key: string }[] | null;
  factor_verification_age: [number, number] | null;
  /** What the session began with; Clerk's own API leaves it out. */
  last_authentication_strategy?: string | null;
  user: UserJSON | null;
  public_user_data: PublicUserDataJSON;
  last_active_token: TokenJSON | null;
  created_at: number;
  updated_at: number;
}

export interface SessionActivityJSON {
  object: 'session_activity';
  id: string;
  device_type: string | null;
  is_mobile: boolean;
  browser_name: string | null;
  browser_version: string | null;
  ip_address: string | null;
  city: string | null;
  country: string | null;
}

/** An entry of the answer of `GET /me/sessions/active`. */
export interface SessionWithActivitiesJSON {
  object: 'session';
  id: string;
  status: SessionStatus;
  expire_at: number;
  abandon_at: number;
  last_active_at: number;
  actor: Record<string, unknown> | null;
  latest_activity: SessionActivityJSON;
}

/** One browser and the sessions on it. Times are milliseconds since the epoch. */
export interface ClientJSON {
  object: 'client';
  id: string;
  sessions: SessionJSON[];
  sign_in: SignInJSON | null;
  sign_up: SignUpJSON | null;
  last_active_session_id: string | null;
  last_authentication_strategy: string | null;
  cookie_expires_at: number | null;
  captcha_bypass: boolean;
  created_at: number;
  updated_at: number;
}

/** Answer of most routes: the resource, and the whole client along with it. See docs/protocol.md#the-envelope. */
export interface EnvelopeJSON<T> {
  response: T;
  client: ClientJSON | null;
}

export interface DeletedJSON {
  object: string;
  id: string;
  deleted: true;
}
