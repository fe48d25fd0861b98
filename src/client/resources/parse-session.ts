import type { SessionJSON } from '../../protocol/json/client.ts';
import { camelize } from './camelize.ts';
import type { ResourceContext } from './resource-context.ts';
import { lazyMethods } from './lazy-methods.ts';
import type { sessionMethods } from './methods/session-methods.ts';
import { parseUser } from './parse-user.ts';
import { withToken } from './with-token.ts';
import type { SessionResource } from './types/session.ts';

const ROOT = '/client/sessions';
const METHODS = [
  'startVerification',
  'prepareFirstFactorVerification',
  'attemptFirstFactorVerification',
  'prepareSecondFactorVerification',
  'attemptSecondFactorVerification',
  'verifyWithPasskey',
] as const satisfies readonly (keyof typeof sessionMethods)[];

/**
 * Parses a session. Returns the previous snapshot while nothing that a listener could see has changed: the status, the
 * user, the raw token, and `updated_at` has not grown (docs/protocol.md#the-envelope).
 *
 * @param rawToken the newest known token of the session, which may be newer than that of the answer
 */
export function parseSession(
  json: SessionJSON,
  previous: SessionResource | undefined,
  rawToken: string | undefined,
  context: ResourceContext,
): SessionResource {
  const user = json.user && parseUser(json.user, previous?.user, json.id, context);
  if (
    previous &&
    previous.status === json.status &&
    previous.user === user &&
    previous.lastActiveToken?.getRawString() === rawToken &&
    !(json.updated_at > previous.updatedAt.getTime())
  ) {
    return previous;
  }
  const now = new Date(context.platform.clock.now());
  // For JSON that leaves these out, such as that made from the session cookie.
  const defaults = { createdAt: now, updatedAt: now, actor: null, tasks: null };
  const path = sessionPath(json.id);
  const call = async (method: 'GET' | 'POST', action = '', body?: object) => {
    const answer = await context.call<SessionJSON>(path + action, { method, body });
    const stored = findSession(context.client()?.sessions, json.id);
    // A session that is over is no longer part of the client.
    return stored ?? parseSession(answer, undefined, rawToken, context);
  };
  const session = {
    pathRoot: ROOT,
    ...defaults,
    ...camelize(json),
    user,
    publicUserData: Object.freeze(camelize(json.public_user_data ?? {})),
    getToken: (options = {}) => context.getToken(json.id, options),
    touch: () => call('POST', '/touch', { intent: 'focus' }),
    end: () => call('POST', '/end'),
    remove: () => call('POST', '/remove'),
    reload: () => call('GET'),
    ...lazyMethods(METHODS, { context, id: json.id }, async () => {
      return (await import('./methods/session-methods.ts')).sessionMethods;
    }),
  };
  return withToken(session, rawToken);
}

/** Returns the session with this id. */
export function findSession(
  sessions: readonly SessionResource[] | undefined,
  sessionId: string | null | undefined,
): SessionResource | undefined {
  return sessions?.find(({ id }) => id === sessionId);
}

/** Returns the path of a session in the API. */
export function sessionPath(sessionId: string): string {
  return `${ROOT}/${encodeURIComponent(sessionId)}`;
}
