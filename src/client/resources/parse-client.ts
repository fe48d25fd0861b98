import type { ClientJSON, SessionJSON } from '../../protocol/json/client.ts';
import { isLiveSession } from '../../protocol/status.ts';
import { camelize } from './camelize.ts';
import { createView } from './live-view.ts';
import type { ResourceContext } from './resource-context.ts';
import { parseSignIn } from './parse-sign-in.ts';
import { parseSignUp } from './parse-sign-up.ts';
import type { ClientResource } from './types/client.ts';
import type { SessionResource } from './types/session.ts';
import { withToken } from './with-token.ts';

const EMPTY = {
  pathRoot: '/client',
  id: undefined,
  lastActiveSessionId: null,
  lastAuthenticationStrategy: null,
  cookieExpiresAt: null,
  createdAt: null,
  updatedAt: null,
};

/** The JSON text of each attempt. Attempts have no `updated_at`, so their text shows whether they changed. */
const attemptText = new WeakMap<object, string>();

/**
 * Parses a client with its sessions and attempts. Null (the browser has no client cookie yet) becomes an empty client.
 * Sessions, users and attempts that did not change are the same objects as in the previous snapshot.
 *
 * @param parseSession parses a session, given its previous snapshot
 */
export function parseClient(
  json: ClientJSON | null,
  previous: ClientResource | undefined,
  parseSession: (json: SessionJSON, previous: SessionResource | undefined) => SessionResource,
  context: ResourceContext,
): ClientResource {
  context.view ??= createView(context);
  const sessions = (json?.sessions ?? []).map((session) =>
    parseSession(
      session,
      previous?.sessions.find(({ id }) => id === session.id),
    ),
  );
  const signIn = keep(previous?.signIn, json?.sign_in, (attempt) => parseSignIn(attempt, context));
  const signUp = keep(previous?.signUp, json?.sign_up, (attempt) => parseSignUp(attempt, context));
  if (
    json &&
    previous &&
    previous.id === json.id &&
    previous.signIn === signIn &&
    previous.signUp === signUp &&
    previous.sessions.length === sessions.length &&
    previous.sessions.every((session, i) => session === sessions[i]) &&
    previous.lastActiveSessionId === json.last_active_session_id &&
    !(json.updated_at > (previous.updatedAt?.getTime() ?? 0))
  ) {
    return previous;
  }
  return Object.freeze({
    ...EMPTY,
    ...(json && camelize(json)),
    ...listSessions(sessions),
    signIn,
    signUp,
    // A function of this scope would keep the previous client, and that one the client before it.
    reload: context.reloadClient,
  } as ClientResource);
}

/** Returns the client with other snapshots of its sessions, or fewer sessions. */
export function withSessions(client: ClientResource, sessions: SessionResource[]): ClientResource {
  return Object.freeze({ ...client, ...listSessions(sessions) });
}

/** Returns the client with another token of one of its sessions. */
export function withSessionToken(client: ClientResource, session: SessionResource, rawToken: string): ClientResource {
  return withSessions(
    client,
    client.sessions.map((other) => (other === session ? withToken(session, rawToken) : other)),
  );
}

function listSessions(sessions: SessionResource[]) {
  return {
    sessions: Object.freeze(sessions),
    signedInSessions: Object.freeze(sessions.filter(({ status }) => isLiveSession(status))),
    activeSessions: Object.freeze(sessions.filter(({ status }) => status === 'active')),
  };
}

function keep<J, R extends object>(
  previous: R | undefined,
  json: J | null | undefined,
  parse: (json: J | null | undefined) => R,
): R {
  const text = JSON.stringify(json ?? null);
  if (previous && attemptText.get(previous) === text) return previous;
  const next = parse(json);
  attemptText.set(next, text);
  return next;
}
