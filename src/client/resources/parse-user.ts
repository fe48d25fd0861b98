import type { SessionWithActivitiesJSON } from '../../protocol/json/client.ts';
import type { EmailAddressJSON, UserJSON } from '../../protocol/json/user.ts';
import { camelize } from './camelize.ts';
import type { ResourceContext } from './context.ts';
import { buildMergePatch } from './merge-patch.ts';
import { parseVerification } from './parse-verification.ts';
import type {
  EmailAddressResource,
  SessionActivityResource,
  SessionWithActivitiesResource,
  UpdateUserParams,
  UserResource,
} from './types.ts';

/**
 * Reads a user. The previous snapshot is kept while it is the same user and `updated_at` has not grown, so that
 * listeners can compare by reference (FRONTEND_API section 3.1).
 *
 * @param sessionId the session the user is signed in with: its calls are made for it
 */
export function parseUser(
  json: UserJSON,
  previous: UserResource | null | undefined,
  sessionId: string,
  context: ResourceContext,
): UserResource {
  if (previous?.id === json.id && !(json.updated_at > previous.updatedAt.getTime())) return previous;
  const emailAddresses = list(json.email_addresses, parseEmailAddress);
  const call = <T>(method: 'GET' | 'PATCH', path: string, body?: object) =>
    context.call<T>(path, { method, body, sessionId, reload: true });
  /** The store has the newest already, when the answer carried the client. */
  const settle = (answer: UserJSON): UserResource => {
    const stored = context.client()?.sessions.find((session) => session.id === sessionId)?.user;
    return parseUser(answer, stored, sessionId, context);
  };
  const reload = async () => settle(await call('GET', '/me'));
  return Object.freeze({
    ...EMPTY,
    ...camelize(json),
    fullName: [json.first_name, json.last_name].filter(Boolean).join(' ') || null,
    emailAddresses,
    primaryEmailAddress: emailAddresses.find(({ id }) => id === json.primary_email_address_id) ?? null,
    createdAt: new Date(json.created_at ?? Date.now()),
    updatedAt: new Date(json.updated_at ?? Date.now()),
    async update({ unsafeMetadata, ...fields }: UpdateUserParams) {
      let user: UserResource | undefined;
      if (Object.keys(fields).length) user = settle(await call('PATCH', '/me', fields));
      if (unsafeMetadata) {
        // The API merges; to replace the whole, what is there now and not in the new value is deleted.
        const patch = buildMergePatch((await reload()).unsafeMetadata, unsafeMetadata);
        user = settle(await call('PATCH', '/me/metadata', { unsafeMetadata: patch }));
      }
      return user ?? settle(json);
    },
    reload,
    getSessions: async () =>
      list(await call<SessionWithActivitiesJSON[]>('GET', '/me/sessions/active'), (session) =>
        parseSessionWithActivities(session, sessionId, context),
      ),
  }) as unknown as UserResource;
}

const EMPTY = { externalId: null, username: null, firstName: null, lastName: null, lastSignInAt: null };

function parseEmailAddress(json: EmailAddressJSON): EmailAddressResource {
  return Object.freeze({
    ...camelize(json),
    verification: parseVerification(json.verification),
    toString: () => json.email_address,
  }) as unknown as EmailAddressResource;
}

function parseSessionWithActivities(
  json: SessionWithActivitiesJSON,
  sessionId: string,
  context: ResourceContext,
): SessionWithActivitiesResource {
  return Object.freeze({
    ...camelize(json),
    latestActivity: Object.freeze(camelize(json.latest_activity ?? {}) as unknown as SessionActivityResource),
    revoke: async () => {
      await context.call(`/me/sessions/${encodeURIComponent(json.id)}/revoke`, { method: 'POST', sessionId });
    },
  }) as unknown as SessionWithActivitiesResource;
}

function list<T, R>(items: T[] | null | undefined, parse: (item: T) => R): R[] {
  return Object.freeze((items ?? []).map(parse)) as R[];
}
