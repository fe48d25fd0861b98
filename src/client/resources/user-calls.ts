import type { SessionWithActivitiesJSON } from '../../protocol/json/client.ts';
import type { UserJSON } from '../../protocol/json/user.ts';
import { camelize } from './camelize.ts';
import { lazyMethods } from './lazy-methods.ts';
import type { userMethods } from './methods/user-methods.ts';
import type { UserParts } from './resource-context.ts';
import type { SessionWithActivitiesResource, UpdateUserParams, UserResource } from './types.ts';

const METHODS = [
  'createEmailAddress',
  'createPhoneNumber',
  'createWeb3Wallet',
  'createExternalAccount',
  'createPasskey',
  'createTOTP',
  'verifyTOTP',
  'disableTOTP',
  'createBackupCode',
  'updatePassword',
  'removePassword',
  'setProfileImage',
  'replaceMetadata',
] as const satisfies readonly (keyof typeof userMethods)[];

/**
 * Creates the methods of a user. Most are in `methods/user-methods.ts`, which is loaded when one of them is called.
 *
 * @param json the snapshot that the methods belong to
 * @param parse parses an answer, or returns the snapshot that is known for it
 */
export function createUserCalls(json: UserJSON, parts: UserParts, parse: (json: UserJSON) => UserResource) {
  const { context, sessionId, path } = parts;
  const { replaceMetadata, ...methods } = lazyMethods(
    METHODS,
    parts,
    async () => (await import('./methods/user-methods.ts')).userMethods,
  );
  const call = <T>(method: 'GET' | 'PATCH', below: string, body?: object) =>
    context.call<T>(path + below, { method, body, sessionId });
  const reload = async () => parse(await call('GET', ''));
  return {
    ...methods,
    async update({ unsafeMetadata, ...fields }: UpdateUserParams): Promise<UserResource> {
      let user: UserResource | undefined;
      if (Object.keys(fields).length) user = parse(await call('PATCH', '', fields));
      if (unsafeMetadata) user = parse(await replaceMetadata((await reload()).unsafeMetadata, unsafeMetadata));
      return user ?? parse(json);
    },
    reload,
    async getSessions(): Promise<SessionWithActivitiesResource[]> {
      const sessions = await call<SessionWithActivitiesJSON[]>('GET', '/sessions/active');
      return sessions.map((session) =>
        Object.freeze({
          ...camelize(session),
          latestActivity: Object.freeze(camelize(session.latest_activity ?? {})),
          async revoke(): Promise<void> {
            const at = `${path}/sessions/${encodeURIComponent(session.id)}/revoke`;
            await context.call(at, { method: 'POST', sessionId });
          },
        }),
      );
    },
  };
}
